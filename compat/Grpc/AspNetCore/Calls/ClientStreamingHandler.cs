using Grpc.Core;

namespace Grpc.StandIn.Server;

internal sealed class ClientStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, ClientStreamingServerMethod<TRequest, TResponse> handler)
    : CallHandler(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task RunAsync(ServerCall call)
    {
        var requests = new RequestStream<TRequest>(call, method.RequestMarshaller.ContextualDeserializer);
        var response = await handler(requests, call).ConfigureAwait(false);
        call.WriteSingle(response, method.ResponseMarshaller.ContextualSerializer);
    }
}
