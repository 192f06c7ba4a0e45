using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="ValueTask"/>.</summary>
public abstract class Request : RequestBase
{
    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        try
        {
            var call = InvokeInner();
            return call.IsCompleted ? new(Finish(call)) : AwaitAsync(call);
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }
    }

    /// <summary>Calls the method on the target with the arguments.</summary>
    protected abstract ValueTask InvokeInner();

    private static Response Finish(ValueTask call)
    {
        call.GetAwaiter().GetResult();
        return Response.Completed;
    }

    private static async ValueTask<Response> AwaitAsync(ValueTask call)
    {
        try
        {
            await call;
            return Response.Completed;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }
}
