using AudioRooms.Wire.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.Server.Tests.Access;

/// <summary>Calls a method by its descriptor.</summary>
internal static class AnyCall
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The status that the call ends with; OK for a stream that has sent something.</summary>
    public static async Task<(StatusCode Status, string Detail)> StatusOfAsync(
        GrpcChannel channel, MethodDescriptor method, IMessage request, Metadata headers)
    {
        var call = new Method<IMessage, IMessage>(
            method.IsClientStreaming ? MethodType.DuplexStreaming
            : method.IsServerStreaming ? MethodType.ServerStreaming
            : MethodType.Unary,
            method.Service.FullName,
            method.Name,
            Marshallers.Create(static message => message.ToByteArray(), bytes => method.InputType.Parser.ParseFrom(bytes)),
            Marshallers.Create(static message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
        var options = new CallOptions(headers, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
        try
        {
            if (method.IsClientStreaming)
            {
                await JoinAsync(channel, call, request, options);
            }
            else if (method.IsServerStreaming)
            {
                using var stream = channel.CreateCallInvoker().AsyncServerStreamingCall(call, null, options, request);
                await stream.ResponseStream.MoveNext(CancellationToken.None);
            }
            else
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(call, null, options, request);
            }

            return (StatusCode.OK, "");
        }
        catch (RpcException refused)
        {
            return (refused.StatusCode, $"{refused.Trailers.GetValue("refusal-code")}: {refused.Status.Detail}");
        }
    }

    // A refused join gets a message, and the same refusal in the status that ends the call.
    private static async Task JoinAsync(
        GrpcChannel channel, Method<IMessage, IMessage> method, IMessage request, CallOptions options)
    {
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, options);
        try
        {
            await call.RequestStream.WriteAsync(request);
        }
        catch (RpcException)
        {
            // Refused before the message was read; the answer says why.
        }

        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current is ServerMessage { Joined: not null })
            {
                return;
            }
        }
    }
}
