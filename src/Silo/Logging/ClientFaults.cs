using System.Diagnostics;
using System.Reflection;

namespace AudioRooms.Silo.Logging;

/// <summary>
/// What grpc-dotnet and Kestrel write at level Error or Critical although a client's bytes are its only cause, by category and
/// event id. Such a client needs no account and can go on without end. It is answered or cut off in any case; the log of a server
/// says what the server does wrong.
/// </summary>
internal static class ClientFaults
{
    internal const string CallCategory = "Grpc.AspNetCore.Server.ServerCallHandler";
    internal const string KestrelCategory = "Microsoft.AspNetCore.Server.Kestrel";
    internal const string Http2Category = "Microsoft.AspNetCore.Server.Kestrel.Http2";

    /// <summary>ErrorExecutingServiceMethod: a call ended with an exception, before or in its service.</summary>
    internal const int FailedCall = 6;

    /// <summary>
    /// Http2QueueOperationsExceeded: calls are reset faster than their ends are written. Kestrel closes the connection.
    /// </summary>
    internal const int TooManyResets = 60;

    /// <summary>
    /// RequestBodyDrainBodyReaderInvalidState: the rest of a request that was broken off cannot be skipped;
    /// it closes the connection.
    /// </summary>
    internal const int UndrainedBody = 67;

    private const string GrpcAssembly = "Grpc.AspNetCore.Server";
    private const string RequestReader = "Grpc.AspNetCore.Server.Internal.PipeExtensions";
    private const string CallContext = "Grpc.AspNetCore.Server.Internal.HttpContextServerCallContext";
    private const string OwnAssemblies = "AudioRooms.";

    /// <summary>
    /// Whether a call failed while its request was read: a length or a flag that cannot be, content that is no message, a binary
    /// header that is no base64, a body that breaks off. An exception that a service throws is never one, whatever its type.
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

        // An asynchronous method is a type of its own, inside that of its class and called like it: <ReadSingleMessageAsync>d__7.
        var (owner, name) = type is { DeclaringType: { } outer } ? (outer, type.Name.TrimStart('<')) : (type, method.Name);
        return owner.FullName switch
        {
            RequestReader => name.StartsWith("Read", StringComparison.Ordinal),
            CallContext => name == "get_RequestHeadersCore",
            _ => false,
        };
    }

    // A fault in our own reading of a message is told.
    private static bool IsOwn(MethodBase method) =>
        method.DeclaringType?.Assembly.GetName().Name?.StartsWith(OwnAssemblies, StringComparison.Ordinal) == true;
}
