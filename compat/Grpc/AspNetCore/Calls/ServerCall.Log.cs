using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.StandIn.Server;

internal static partial class ServerCallLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} was refused by its handler: {StatusCode}, {Detail}")]
    public static partial void HandlerRefused(this ILogger logger, string method, StatusCode statusCode, string detail);

    [LoggerMessage(2, LogLevel.Information, "{Method} was cancelled")]
    public static partial void HandlerCancelled(this ILogger logger, string method, Exception error);

    [LoggerMessage(3, LogLevel.Error, "{Method} failed in its handler")]
    public static partial void HandlerFailed(this ILogger logger, string method, Exception error);

    [LoggerMessage(4, LogLevel.Debug, "{Method} came with a grpc-timeout of {Length} characters that is none; it has no deadline")]
    public static partial void TimeoutIgnored(this ILogger logger, string method, int length);

    [LoggerMessage(5, LogLevel.Warning, "{Method} set the trailer {Key}, which is reserved or not printable ASCII; it was not sent")]
    public static partial void TrailerDropped(this ILogger logger, string method, string key);

    [LoggerMessage(6, LogLevel.Debug, "{Method} could not be wound up after its deadline")]
    public static partial void ExpiryTrouble(this ILogger logger, string method, Exception error);
}
