using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

public static class HostingGrainExtensions
{
    /// <summary>Every grain can be called by the interface; the extension is made at the first such call.</summary>
    public static ISiloBuilder AddGrainExtension<TExtensionInterface, TExtension>(this ISiloBuilder builder)
        where TExtensionInterface : class, IGrainExtension
        where TExtension : class, TExtensionInterface
    {
        builder.Services.AddKeyedScoped<IGrainExtension, TExtension>(typeof(TExtensionInterface));
        return builder;
    }
}
