using System.Threading.Tasks.Sources;
using Orleans.Serialization.Invocation;

namespace Orleans.StandIn.Runtime;

/// <summary>A call whose result is a <typeparamref name="T"/>; calls without a result are of <see cref="object"/>.</summary>
internal sealed class Call<T> : Call, IValueTaskSource<T>, IValueTaskSource
{
    private const int MaxPooledPerThread = 64;

    [ThreadStatic]
    private static Stack<Call<T>>? _pool;

    private ManualResetValueTaskSourceCore<T> _completion;
    private T? _result;
    private Exception? _failure;

    public static Call<T> Rent() => _pool is { Count: > 0 } pool ? pool.Pop() : new Call<T>();

    public ValueTask<T> AsValueTask() => new(this, _completion.Version);

    public ValueTask AsVoidValueTask() => new(this, _completion.Version);

    T IValueTaskSource<T>.GetResult(short token)
    {
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            Recycle();
        }
    }

    void IValueTaskSource.GetResult(short token)
    {
        try
        {
            _completion.GetResult(token);
        }
        finally
        {
            Recycle();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _completion.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    protected override void Keep(Response response)
    {
        try
        {
            if (response.Exception is { } exception)
            {
                _failure = Engine.CopyFailure(exception);
            }
            else if (response is Response<T> typed)
            {
                _result = Engine.CopyResult(typed.TypedResult!);
            }
            else if (response is not CompletedResponse)
            {
                _result = (T?)response.Result;
            }
        }
        catch (Exception cannotBeSent)
        {
            // The caller must hear something: that the response could not be copied or written is what it hears.
            _failure = cannotBeSent;
        }

        response.Dispose();
    }

    protected override void Complete()
    {
        if (_failure is { } failure)
        {
            _completion.SetException(failure);
        }
        else
        {
            _completion.SetResult(_result!);
        }
    }

    protected override void Complete(Exception exception) => _completion.SetException(exception);

    private void Recycle()
    {
        if (IsGivenUp)
        {
            return;
        }

        _completion.Reset();
        _result = default;
        _failure = null;
        ReturnToPool();
    }

    protected override void Discard() => ReturnToPool();

    private void ReturnToPool()
    {
        Release();
        var pool = _pool ??= new Stack<Call<T>>();
        if (pool.Count < MaxPooledPerThread)
        {
            pool.Push(this);
        }
    }
}
