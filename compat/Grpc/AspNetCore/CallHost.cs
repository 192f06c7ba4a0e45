using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.StandIn.Server;

/// <summary>What all calls of an application share.</summary>
internal sealed class CallHost(IServiceProvider provider, IOptions<GrpcServiceOptions> options, ILoggerFactory loggers)
{
    private readonly HashSet<string> services = new(StringComparer.Ordinal);
    private bool hasUnknownService;

    /// <returns>False if the service is mapped already.</returns>
    public bool TryAddService(string name) => services.Add(name);

    /// <returns>False if unknown services are answered already.</returns>
    public bool TryAddUnknownService() => !hasUnknownService && (hasUnknownService = true);

    public CallSettings SettingsOf(Type serviceType)
    {
        var optionsType = typeof(IOptions<>).MakeGenericType(typeof(GrpcServiceOptions<>).MakeGenericType(serviceType));
        var own = ((IOptions<GrpcServiceOptions>)provider.GetRequiredService(optionsType)).Value;
        return new CallSettings(
            options.Value,
            own,
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            loggers.CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler"));
    }
}
