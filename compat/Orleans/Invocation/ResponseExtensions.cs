using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

public static class ResponseExtensions
{
    /// <summary>Throws the call's exception, with the stack trace of where it was thrown, if the call failed.</summary>
    public static void ThrowIfExceptionResponse(this Response response)
    {
        if (response is ExceptionResponse { Exception: { } exception })
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}
