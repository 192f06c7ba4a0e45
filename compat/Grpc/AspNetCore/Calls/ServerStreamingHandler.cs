using Grpc.Core;

namespace Grpc.StandIn.Server;

internal sealed class ServerStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, ServerStreamingServerMethod<TRequest, TResponse> handler)
    : CallHandler(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task RunAsync(ServerCall call)
    {
        var request = await call.Requests.ReadSingleAsync(method.RequestMarshaller.ContextualDeserializer).ConfigureAwait(false);
        var responses = new ResponseStream<TResponse>(call, method.ResponseMarshaller.ContextualSerializer);
        await handler(request, responses, call).ConfigureAwait(false);
    }
}
