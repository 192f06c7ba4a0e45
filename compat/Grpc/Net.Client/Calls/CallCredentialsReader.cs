using Grpc.Core;
using Grpc.Net.Client;

namespace Grpc.StandIn.Client;

/// <summary>Asks a channel's and a call's credentials for the metadata that they present.</summary>
internal sealed class CallCredentialsReader : CallCredentialsConfiguratorBase
{
    private readonly List<AsyncAuthInterceptor> interceptors = [];

    /// <returns>Null if there is nothing to present.</returns>
    public static ValueTask<Metadata?> ReadAsync(
        GrpcChannel channel, IMethod method, CallOptions options, CancellationToken cancellationToken)
    {
        var settings = channel.Settings;
        if (settings.CallCredentials.Count == 0 && options.Credentials is null)
        {
            return ValueTask.FromResult<Metadata?>(null);
        }

        if (!settings.MaySendCredentials)
        {
            settings.Logger.CredentialsNotSent(method.FullName);
            return ValueTask.FromResult<Metadata?>(null);
        }

        var reader = new CallCredentialsReader();
        foreach (var credentials in settings.CallCredentials)
        {
            credentials.InternalPopulateConfiguration(reader, null);
        }

        options.Credentials?.InternalPopulateConfiguration(reader, null);
        return reader.AskAsync(channel, method, cancellationToken);
    }

    public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
    {
        foreach (var part in credentials)
        {
            part.InternalPopulateConfiguration(this, state);
        }
    }

    public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) => interceptors.Add(interceptor);

    private async ValueTask<Metadata?> AskAsync(GrpcChannel channel, IMethod method, CancellationToken cancellationToken)
    {
        var serviceUrl = $"{channel.Address.GetLeftPart(UriPartial.Authority)}/{method.ServiceName}";
        var context = new AuthInterceptorContext(serviceUrl, method.Name, cancellationToken);
        var metadata = new Metadata();
        foreach (var interceptor in interceptors)
        {
            await interceptor(context, metadata).ConfigureAwait(false);
        }

        return metadata;
    }
}
