using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.StandIn.Server;

/// <summary>One service instance per call: the one that the request's services know, or else made for the call and disposed with it.</summary>
internal static class ServiceActivator<TService>
    where TService : class
{
    private static readonly ObjectFactory<TService> Factory = ActivatorUtilities.CreateFactory<TService>([]);

    /// <summary>True if there is nothing to dispose after a call, which spares it a state machine.</summary>
    public static bool CanRunBare { get; } =
        !typeof(IDisposable).IsAssignableFrom(typeof(TService)) && !typeof(IAsyncDisposable).IsAssignableFrom(typeof(TService));

    public static TService Create(ServerCallContext context, out bool isOwned)
    {
        var services = context.GetHttpContext().RequestServices;
        var registered = services.GetService<TService>();
        isOwned = registered is null;
        return registered ?? Factory(services, null);
    }
}
