using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="ValueTask{TResult}"/>.</summary>
public abstract class Request<TResult> : RequestBase
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
    protected abstract ValueTask<TResult> InvokeInner();

    private static Response Finish(ValueTask<TResult> call)
    {
        return Response.FromResult(call.GetAwaiter().GetResult());
    }

    private static async ValueTask<Response> AwaitAsync(ValueTask<TResult> call)
    {
        try
        {
            return Response.FromResult(await call);
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }
}
