using Grpc.Core;

namespace Grpc.StandIn.Server;

/// <summary>Collects methods whose handlers come with them.</summary>
internal class HandlerBinder(CallSettings settings) : ServiceBinderBase
{
    private readonly List<ServiceMethod> methods = [];

    public CallSettings Settings => settings;

    public IReadOnlyList<ServiceMethod> Methods => methods;

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(method, new UnaryHandler<TRequest, TResponse>(method, settings, Interception.Around(handler, settings.Interceptors)), []);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(method, new ClientStreamingHandler<TRequest, TResponse>(method, settings, Interception.Around(handler, settings.Interceptors)), []);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(method, new ServerStreamingHandler<TRequest, TResponse>(method, settings, Interception.Around(handler, settings.Interceptors)), []);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(method, new DuplexStreamingHandler<TRequest, TResponse>(method, settings, Interception.Around(handler, settings.Interceptors)), []);
    }

    protected virtual void Add(IMethod method, CallHandler handler, IReadOnlyList<object> attributes) =>
        methods.Add(new ServiceMethod(method, handler.HandleAsync, attributes));
}
