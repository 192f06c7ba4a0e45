using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>The response of a method that threw.</summary>
public sealed class ExceptionResponse : Response
{
    public override Exception? Exception { get; set; }

    public override object? Result
    {
        get
        {
            Throw();
            return null;
        }

        set => throw new InvalidOperationException("An exception response has no result.");
    }

    public override T GetResult<T>()
    {
        Throw();
        return default!;
    }

    public override void Dispose()
    {
        // The exception belongs to whoever awaits the call.
    }

    public override string ToString() => Exception?.ToString() ?? "[null]";

    [DoesNotReturn]
    private void Throw()
    {
        ExceptionDispatchInfo.Throw(Exception ?? new InvalidOperationException("The call failed without saying why."));
    }
}
