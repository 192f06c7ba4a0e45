using Microsoft.Extensions.Options;

namespace Orleans.Serialization.Configuration;

/// <summary>Adds one assembly's types to the manifest.</summary>
public interface ITypeManifestProvider : IConfigureOptions<TypeManifestOptions>
{
}
