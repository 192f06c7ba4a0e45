using Grpc.Core;

namespace Grpc.StandIn;

internal sealed class CompositeCallCredentials : CallCredentials
{
    private readonly CallCredentials[] credentials;

    public CompositeCallCredentials(CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2)
        {
            throw new ArgumentException("Composing takes at least two credentials.", nameof(credentials));
        }

        this.credentials = [.. credentials];
    }

    public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetCompositeCredentials(state, credentials);
}
