using System.Reflection;
using Grpc.Core;

namespace Grpc.StandIn.Server;

/// <summary>
/// Finds the methods of a service class: the generated base announces them, without handlers, and the class has an override
/// of the same name for each.
/// </summary>
internal sealed class ServiceTypeBinder<TService>(CallSettings settings) : HandlerBinder(settings)
    where TService : class
{
    private MethodInfo? current;

    public void BindService()
    {
        var (declaringType, attribute) = FindBinding();
        var bind = attribute.BindType.GetMethod(
            attribute.BindMethodName,
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
            [typeof(ServiceBinderBase), declaringType])
            ?? throw new InvalidOperationException(
                $"{attribute.BindType} has no static method {attribute.BindMethodName}({nameof(ServiceBinderBase)}, {declaringType}).");
        bind.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [this, null], null);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var run = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method, [typeof(TRequest), typeof(ServerCallContext)]);
        base.AddMethod(method, (TRequest request, ServerCallContext context) =>
            ServiceActivator<TService>.CanRunBare
                ? run(ServiceActivator<TService>.Create(context, out _), request, context)
                : RunAndDisposeAsync(context, service => run(service, request, context)));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var run = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method, [typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext)]);
        base.AddMethod(method, (IAsyncStreamReader<TRequest> requests, ServerCallContext context) =>
            ServiceActivator<TService>.CanRunBare
                ? run(ServiceActivator<TService>.Create(context, out _), requests, context)
                : RunAndDisposeAsync(context, service => run(service, requests, context)));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var run = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, [typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)]);
        base.AddMethod(method, (TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context) =>
            ServiceActivator<TService>.CanRunBare
                ? run(ServiceActivator<TService>.Create(context, out _), request, responses, context)
                : RunAndDisposeAsync(context, service => run(service, request, responses, context)));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var run = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, [typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext)]);
        base.AddMethod(
            method,
            (IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context) =>
                ServiceActivator<TService>.CanRunBare
                    ? run(ServiceActivator<TService>.Create(context, out _), requests, responses, context)
                    : RunAndDisposeAsync(context, service => run(service, requests, responses, context)));
    }

    protected override void Add(IMethod method, CallHandler handler, IReadOnlyList<object> attributes) =>
        base.Add(method, handler, [.. typeof(TService).GetCustomAttributes(inherit: true), .. current!.GetCustomAttributes(inherit: true)]);

    private static (Type DeclaringType, BindServiceMethodAttribute Attribute) FindBinding()
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                return (type, attribute);
            }
        }

        throw new InvalidOperationException($"{typeof(TService)} does not derive from a generated gRPC service base.");
    }

    private TDelegate Open<TDelegate>(IMethod method, Type[] parameters)
        where TDelegate : Delegate
    {
        current = typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService)} has no public method for {method.FullName}.");
        return current.CreateDelegate<TDelegate>();
    }

    private static async Task<TResponse> RunAndDisposeAsync<TResponse>(ServerCallContext context, Func<TService, Task<TResponse>> run)
    {
        var service = ServiceActivator<TService>.Create(context, out var isOwned);
        try
        {
            return await run(service).ConfigureAwait(false);
        }
        finally
        {
            await CallOwned.ReleaseAsync(service, isOwned).ConfigureAwait(false);
        }
    }

    private static async Task RunAndDisposeAsync(ServerCallContext context, Func<TService, Task> run)
    {
        var service = ServiceActivator<TService>.Create(context, out var isOwned);
        try
        {
            await run(service).ConfigureAwait(false);
        }
        finally
        {
            await CallOwned.ReleaseAsync(service, isOwned).ConfigureAwait(false);
        }
    }
}
