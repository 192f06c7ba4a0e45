using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>A call on its way out through the filters.</summary>
internal sealed class OutgoingCall(
    CallEngine engine, IOutgoingGrainCallFilter[] filters, GrainReference reference, IInvokable request, InvokeMethodOptions options)
    : IOutgoingGrainCallContext
{
    private int _stage;
    private Func<Task<Response>> _send = null!;

    public IInvokable Request => request;

    public object Grain => reference;

    public MethodInfo InterfaceMethod => request.GetMethod();

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public GrainInterfaceType InterfaceType => reference.InterfaceType;

    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    public GrainId? SourceId => SourceContext?.GrainId;

    public GrainId TargetId => reference.GrainId;

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    public async Task Invoke()
    {
        if (_stage < filters.Length)
        {
            var filter = filters[_stage++];
            try
            {
                await filter.Invoke(this);
            }
            finally
            {
                _stage--;
            }

            return;
        }

        Response = await _send();
        if (Response.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    public async ValueTask<T> InvokeAsync<T>()
    {
        _send = SendAsync<T>;
        await Invoke();
        return Response is null ? default! : Response.GetResult<T>();
    }

    public async ValueTask InvokeAsync()
    {
        _send = SendAsync;
        await Invoke();
        Response?.GetResult<object?>();
    }

    /// <summary>Nobody waits for a one-way call; what its filters throw is logged.</summary>
    public async void InvokeAndForget()
    {
        try
        {
            await InvokeAsync();
        }
        catch (Exception exception)
        {
            CallLog.OneWayNotSent(engine.Log, reference.GrainId, exception);
        }
    }

    private async Task<Response> SendAsync<T>()
    {
        try
        {
            return Response.FromResult(await engine.Send<T>(reference, request, options));
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    private async Task<Response> SendAsync()
    {
        try
        {
            await engine.Send(reference, request, options);
            return Response.Completed;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }
}
