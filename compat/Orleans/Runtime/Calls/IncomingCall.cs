using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>A call on its way in: the silo's filters, then the grain's own, then the method.</summary>
internal sealed class IncomingCall(
    Call call, CallReceiver receiver, GrainId targetId, IGrainContext? context, object instance, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext
{
    private int _stage;

    public IInvokable Request => call.Request;

    public object Grain => instance;

    public MethodInfo InterfaceMethod => Request.GetMethod();

    public MethodInfo ImplementationMethod => ImplementationMethods.Find(instance.GetType(), InterfaceMethod);

    public string InterfaceName => Request.GetInterfaceName();

    public string MethodName => Request.GetMethodName();

    public GrainInterfaceType InterfaceType => call.Reference.InterfaceType;

    public IGrainContext TargetContext => context!;

    public GrainId? SourceId => call.Source?.GrainId;

    public GrainId TargetId => targetId;

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    public async ValueTask<Response> RunAsync()
    {
        try
        {
            await Invoke();
            return Response ?? Response.Completed;
        }
        catch (Exception exception)
        {
            return Response is { Exception: { } original } failed && ReferenceEquals(original, exception)
                ? failed
                : Response.FromException(exception);
        }
    }

    public async Task Invoke()
    {
        var filter = _stage < filters.Length
            ? filters[_stage]
            : _stage == filters.Length ? instance as IIncomingGrainCallFilter : null;
        if (filter is not null)
        {
            _stage++;
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

        Request.SetTarget(receiver);
        Response = await Request.Invoke();
        if (Response.Exception is { } exception)
        {
            // So that every filter on the way back sees it.
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}
