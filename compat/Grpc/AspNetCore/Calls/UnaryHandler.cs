using Grpc.Core;

namespace Grpc.StandIn.Server;

internal sealed class UnaryHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, UnaryServerMethod<TRequest, TResponse> handler)
    : CallHandler(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task RunAsync(ServerCall call)
    {
        var request = await call.Requests.ReadSingleAsync(method.RequestMarshaller.ContextualDeserializer).ConfigureAwait(false);
        var response = await handler(request, call).ConfigureAwait(false);
        call.WriteSingle(response, method.ResponseMarshaller.ContextualSerializer);
    }
}
