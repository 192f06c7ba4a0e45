using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// The <c>RoomSession</c> service of <c>session.proto</c>, bound by hand. Its answers are bytes already, shared by many calls,
/// and <see cref="GrpcConnectionTransport"/> copies them into the body once. The generated binding would serialise each answer
/// again.
/// </summary>
internal static class EncodedRoomSession
{
    private static readonly Marshaller<ClientMessage> Requests = new(
        static (message, context) => throw new NotSupportedException($"A server cannot send a {message.GetType().Name}."),
        static context => WireCodec.Decode(context.PayloadAsReadOnlySequence()));

    private static readonly Marshaller<EncodedMessage> Responses = new(
        static (message, context) =>
            throw new NotSupportedException($"The transport writes its {message.Length} bytes into the body itself."),
        static context => throw new NotSupportedException($"A server reads no answer of {context.PayloadLength} bytes."));

    private static readonly Method<ClientMessage, EncodedMessage> Connect = new(
        MethodType.DuplexStreaming, RoomSession.Descriptor.FullName, nameof(Connect), Requests, Responses);

    /// <summary>The description that reflection shows; the server finds it by this name.</summary>
    public static ServiceDescriptor Descriptor => RoomSession.Descriptor;

    /// <summary>The server calls it with null when it maps the service, and with an instance for each call.</summary>
    public static void BindService(ServiceBinderBase binder, ServiceBase? service) =>
        binder.AddMethod(
            Connect, service is null ? null! : new DuplexStreamingServerMethod<ClientMessage, EncodedMessage>(service.Connect));

    /// <summary>The service's one method, in the form that the server expects.</summary>
    [BindServiceMethod(typeof(EncodedRoomSession), nameof(BindService))]
    internal abstract class ServiceBase
    {
        public virtual Task Connect(
            IAsyncStreamReader<ClientMessage> requestStream,
            IServerStreamWriter<EncodedMessage> responseStream,
            ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.Unimplemented, ""));
    }
}
