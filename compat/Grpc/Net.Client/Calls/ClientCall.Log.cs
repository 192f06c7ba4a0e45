using Microsoft.Extensions.Logging;

namespace Grpc.StandIn.Client;

internal static partial class ClientCallLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Method} did not present its call credentials: the channel is not secured")]
    public static partial void CredentialsNotSent(this ILogger logger, string method);
}
