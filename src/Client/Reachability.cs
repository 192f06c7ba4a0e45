using System.Net.Sockets;
using System.Security.Authentication;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>Describes why a server did not answer, in words that a user can act on.</summary>
internal static class Reachability
{
    /// <summary>The transport library's message for an answer that is not gRPC. It comes with the status of a refusal.</summary>
    private const string NotGrpcDetail = "Bad gRPC response";

    /// <summary>True if something answered that is not a gRPC server: a web server, a proxy, or the product's HTTP
    /// port.</summary>
    public static bool IsNotGrpc(RpcException e) => e.Status.Detail.StartsWith(NotGrpcDetail, StringComparison.Ordinal);

    /// <summary>True if the server took the call and failed to serve it.</summary>
    public static bool IsServerFault(RpcException e) => HasCode(e)
        || (e.StatusCode is StatusCode.Unknown or StatusCode.Internal && e.Status.DebugException is null && !IsNotGrpc(e));

    /// <inheritdoc cref="IsServerFault(RpcException)"/>
    public static bool IsServerFault(ConnectionLostException e) => e.InnerException is RpcException inner && IsServerFault(inner);

    /// <summary>One sentence about a server that did not answer.</summary>
    /// <param name="e">The error of the call; not a refusal.</param>
    /// <param name="server">The address that was called.</param>
    public static string Sentence(RpcException e, Uri server)
    {
        var sentence = $"The server {server.GetLeftPart(UriPartial.Authority)} {Describe(e, server)}";
        return sentence.EndsWith('?') ? sentence : $"{sentence}.";
    }

    private static string Describe(RpcException e, Uri server)
    {
        if (HasCode(e))
        {
            return $"could not serve the call: {Phrase(e.Status.Detail)}";
        }

        if (IsServerFault(e))
        {
            return "failed while it answered; the reason is in its log";
        }

        if (IsNotGrpc(e))
        {
            return Unspoken(isTls: true);
        }

        var isTls = server.Scheme == Uri.UriSchemeHttps;
        return Causes(e.Status.DebugException).Select(cause => Describe(cause, isTls)).FirstOrDefault(text => text is not null)
            ?? $"could not be reached: {Phrase(e.Status.Detail)}";
    }

    /// <summary>A sentence without its full stop, to be used as the end of another sentence.</summary>
    public static string Phrase(string sentence) => sentence.TrimEnd('.', ' ');

    private static string? Describe(Exception cause, bool isTls) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            "could not be reached: nothing listens at that port",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            "could not be reached: there is no such host",
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } =>
            "could not be reached: there is no network connection to it",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "could not be reached: the host does not answer",
        AuthenticationException when isTls =>
            "could not be reached by TLS: is it http:// instead of https://, and is its certificate trusted?",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } when isTls =>
            "could not be reached by TLS: is it http:// instead of https://, and is its certificate trusted?",
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse
                or HttpRequestError.HttpProtocolError
                or HttpRequestError.VersionNegotiationError,
        }
            or HttpIOException => Unspoken(isTls),
        { Message: var text } when text.Contains("HTTP/2", StringComparison.Ordinal) => Unspoken(isTls),
        _ => null,
    };

    private static bool HasCode(RpcException e) => e.Trailers.GetValue(MetadataNames.RefusalCode) is not null;

    private static string Unspoken(bool isTls) => isTls
        ? "answers, but not by gRPC: is it the port that ./run prints after grpc=?"
        : "answers, but not by gRPC without TLS: is it the port that ./run prints after grpc=, or https:// instead of http://?";

    // The innermost exception first: outer exceptions say what was tried, inner ones why it failed.
    private static List<Exception> Causes(Exception? outermost)
    {
        var all = new List<Exception>();
        for (var cause = outermost; cause is not null; cause = cause.InnerException)
        {
            all.Add(cause);
        }

        all.Reverse();
        return all;
    }
}
