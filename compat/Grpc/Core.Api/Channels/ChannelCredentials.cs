using Grpc.StandIn;

namespace Grpc.Core;

/// <summary>Whether and how the connection is secured, and what every call on it presents.</summary>
public abstract class ChannelCredentials
{
    public ChannelCredentials()
    {
    }

    /// <summary>HTTP/2 in the clear.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureChannelCredentials();

    /// <summary>TLS with the system's trusted roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>Calls over <paramref name="channelCredentials"/> present <paramref name="callCredentials"/>.</summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
        new CompositeChannelCredentials(channelCredentials, callCredentials);

    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state);

    internal virtual bool IsComposable => false;
}
