using Grpc.StandIn;

namespace Grpc.Core;

/// <summary>Metadata that a call presents to be let in.</summary>
public abstract class CallCredentials
{
    /// <summary>Presents all of them, in order.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new CompositeCallCredentials(credentials);

    /// <summary>Asks <paramref name="interceptor"/> before each call.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new InterceptorCallCredentials(interceptor);

    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);
}
