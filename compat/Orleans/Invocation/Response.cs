namespace Orleans.Serialization.Invocation;

/// <summary>What came of a call: a result, nothing, or an exception.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The response of a method that returns nothing.</summary>
    public static Response Completed => CompletedResponse.Instance;

    public abstract object? Result { get; set; }

    public abstract Exception? Exception { get; set; }

    public static Response FromResult<TResult>(TResult value) => new Response<TResult> { TypedResult = value };

    public static Response FromException(Exception exception) => new ExceptionResponse { Exception = exception };

    /// <summary>The result as <typeparamref name="T"/>; throws the call's exception if there is one.</summary>
    public abstract T GetResult<T>();

    public virtual Type? GetSimpleResultType() => null;

    public abstract void Dispose();

    public override string ToString() => GetResult<object>()?.ToString() ?? "[null]";
}
