using Microsoft.Extensions.Options;

namespace Orleans.Serialization.Configuration;

/// <summary>Base of the class that the generator adds to every assembly with grains or serializable types.</summary>
public abstract class TypeManifestProviderBase : ITypeManifestProvider
{
    /// <summary>Providers with the same key are applied once.</summary>
    public virtual object Key => GetType();

    void IConfigureOptions<TypeManifestOptions>.Configure(TypeManifestOptions options) => ConfigureInner(options);

    protected abstract void ConfigureInner(TypeManifestOptions options);
}
