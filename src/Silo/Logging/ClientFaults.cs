using System.Diagnostics;
using System.Reflection;

namespace AudioRooms.Silo.Logging;

/// <summary>
/// Events that grpc-dotnet and Kestrel log at level Error or Critical although only a client's bytes cause them, by category and
/// event id. A client needs no account for it and can repeat it without end, so these events would fill the log and hide the
/// server's own faults. The server answers or disconnects such a client in any case.
/// </summary>
internal static class ClientFaults
{
    internal const string CallCategory = "Grpc.AspNetCore.Server.ServerCallHandler";
    internal const string KestrelCategory = "Microsoft.AspNetCore.Server.Kestrel";
    internal const string Http2Category = "Microsoft.AspNetCore.Server.Kestrel.Http2";

    /// <summary>ErrorExecutingServiceMethod: a call ended with an exception, before or in its service.</summary>
    internal const int FailedCall = 6;

    /// <summary>
    /// Http2QueueOperationsExceeded: a client resets calls faster than their ends are written. Kestrel closes the connection.
    /// </summary>
    internal const int TooManyResets = 60;

    /// <summary>
    /// RequestBodyDrainBodyReaderInvalidState: the rest of an aborted request cannot be skipped. Kestrel closes the connection.
    /// </summary>
    internal const int UndrainedBody = 67;

    private const string GrpcAssembly = "Grpc.AspNetCore.Server";
    private const string RequestReader = "Grpc.AspNetCore.Server.Internal.PipeExtensions";
    private const string CallContext = "Grpc.AspNetCore.Server.Internal.HttpContextServerCallContext";
    private const string OwnAssemblies = "AudioRooms.";

    /// <summary>
    /// True if a call failed while its request was read: an impossible length or flag, content that is no message, a binary
    /// header that is not base64, or a body that breaks off. An exception from a service never counts, whatever its type.
    /// </summary>
    public static bool IsOfRequest(EventId eventId, Exception? exception)
    {
        if (eventId.Id != FailedCall || exception is null)
        {
            return false;
        }

        var frames = new StackTrace(exception, fNeedFileInfo: false).GetFrames();
        return frames.Any(ReadsRequest) && frames[0].GetMethod() is { } thrower && !IsOwn(thrower);
    }

    public static bool IsOfReset(EventId eventId) => eventId.Id == TooManyResets;

    public static bool IsOfUndrainedBody(EventId eventId) => eventId.Id == UndrainedBody;

    private static bool ReadsRequest(StackFrame frame)
    {
        if (frame.GetMethod() is not { DeclaringType: { } type } method || type.Assembly.GetName().Name != GrpcAssembly)
        {
            return false;
        }

        // An asynchronous method is a nested type of its class, named after the method: <ReadSingleMessageAsync>d__7.
        var (owner, name) = type is { DeclaringType: { } outer } ? (outer, type.Name.TrimStart('<')) : (type, method.Name);
        return owner.FullName switch
        {
            RequestReader => name.StartsWith("Read", StringComparison.Ordinal),
            CallContext => name == "get_RequestHeadersCore",
            _ => false,
        };
    }

    // A fault in this project's own reading of a message is logged.
    private static bool IsOwn(MethodBase method) =>
        method.DeclaringType?.Assembly.GetName().Name?.StartsWith(OwnAssemblies, StringComparison.Ordinal) == true;
}
