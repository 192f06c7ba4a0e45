namespace Orleans.Serialization.Invocation;

/// <summary>The response of a method that returned a value; the value is not boxed.</summary>
public sealed class Response<TResult> : Response
{
    public TResult? TypedResult { get; set; }

    public override object? Result
    {
        get => TypedResult;
        set => TypedResult = (TResult?)value;
    }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException($"A response with a result of type {typeof(TResult)} cannot hold an exception.");
    }

    public override T GetResult<T>() =>
        typeof(T) == typeof(TResult) && this is Response<T> same ? same.TypedResult! : (T)(object?)TypedResult!;

    public override Type GetSimpleResultType() => typeof(TResult);

    public override void Dispose() => TypedResult = default;

    public override string ToString() => TypedResult?.ToString() ?? "[null]";
}
