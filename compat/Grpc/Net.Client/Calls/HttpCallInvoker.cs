using Grpc.Core;
using Grpc.Net.Client;

namespace Grpc.StandIn.Client;

/// <summary>Starts calls on a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    private static readonly Func<object, Task<Metadata>> Headers = call => ((ClientCall)call).GetHeadersAsync();
    private static readonly Func<object, Status> Status = call => ((ClientCall)call).GetStatus();
    private static readonly Func<object, Metadata> Trailers = call => ((ClientCall)call).GetTrailers();
    private static readonly Action<object> End = call => ((ClientCall)call).Dispose();

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        return call.StartSingle(request).GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncUnaryCall<TResponse>(call.StartSingle(request), Headers, Status, Trailers, End, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncServerStreamingCall<TResponse>(call.StartResponses(request), Headers, Status, Trailers, End, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var (requests, response) = call.StartRequests();
        return new AsyncClientStreamingCall<TRequest, TResponse>(requests, response, Headers, Status, Trailers, End, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var (requests, responses) = call.StartDuplex();
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(requests, responses, Headers, Status, Trailers, End, call);
    }
}
