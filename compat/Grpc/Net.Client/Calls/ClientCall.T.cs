using Grpc.Core;
using Grpc.Net.Client;

namespace Grpc.StandIn.Client;

/// <summary>The messages of a call, in the four shapes that calls have.</summary>
internal sealed class ClientCall<TRequest, TResponse>(
    GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(channel, method, host, options)
    where TRequest : class
    where TResponse : class
{
    private Task<TResponse>? single;

    public Task<TResponse> StartSingle(TRequest request)
    {
        Start(() => new SingleRequestContent<TRequest>(this, method.RequestMarshaller.ContextualSerializer, request));
        return ReceiveSingle();
    }

    public IAsyncStreamReader<TResponse> StartResponses(TRequest request)
    {
        Start(() => new SingleRequestContent<TRequest>(this, method.RequestMarshaller.ContextualSerializer, request));
        return new ResponseStream<TResponse>(this, method.ResponseMarshaller.ContextualDeserializer);
    }

    public (IClientStreamWriter<TRequest> Requests, Task<TResponse> Response) StartRequests()
    {
        var requests = new RequestStream<TRequest>(this, method.RequestMarshaller.ContextualSerializer);
        Start(() => new StreamedRequestContent(requests));
        return (requests, ReceiveSingle());
    }

    public (IClientStreamWriter<TRequest> Requests, IAsyncStreamReader<TResponse> Responses) StartDuplex()
    {
        var requests = new RequestStream<TRequest>(this, method.RequestMarshaller.ContextualSerializer);
        Start(() => new StreamedRequestContent(requests));
        return (requests, new ResponseStream<TResponse>(this, method.ResponseMarshaller.ContextualDeserializer));
    }

    private Task<TResponse> ReceiveSingle()
    {
        single = ReceiveSingleAsync();

        // A caller that disposes the call, or only looks at its status, leaves the failure unobserved; that is not a bug.
        single.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return single;
    }

    private async Task<TResponse> ReceiveSingleAsync()
    {
        try
        {
            using var response = await OpenAsync().ConfigureAwait(false);
            using var reader = await ResponseReader.OpenAsync(this, response).ConfigureAwait(false);
            var message = await reader.ReadAsync(method.ResponseMarshaller.ContextualDeserializer).ConfigureAwait(false);
            if (message is not null && await reader.ReadAsync(method.ResponseMarshaller.ContextualDeserializer).ConfigureAwait(false) is not null)
            {
                throw new RpcException(new Status(StatusCode.Internal, "The response holds more than one message."));
            }

            EndByTrailers(response, message is null ? new Status(StatusCode.Internal, "The response holds no message.") : null);
            return message!;
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }
}
