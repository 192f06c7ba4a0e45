using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns nothing: always one-way.</summary>
public abstract class VoidRequest : RequestBase
{
    protected VoidRequest() => Options = InvokeMethodOptions.OneWay;

    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        try
        {
            InvokeInner();
            return new(Response.Completed);
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }
    }

    /// <summary>Calls the method on the target with the arguments.</summary>
    protected abstract void InvokeInner();
}
