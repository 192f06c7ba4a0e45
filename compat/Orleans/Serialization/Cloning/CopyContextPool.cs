using System.Collections.Concurrent;
using Orleans.Serialization.Serializers;

namespace Orleans.Serialization.Cloning;

/// <summary>Contexts for reuse. A context belongs to one thread between <see cref="GetContext"/> and its disposal.</summary>
public sealed class CopyContextPool : IDisposable
{
    private const int MaxPooled = 64;

    private readonly ConcurrentQueue<CopyContext> _pool = new();
    private readonly CodecProvider _codecProvider;
    private readonly Action<CopyContext> _return;
    private CopyContext? _spare;

    public CopyContextPool(CodecProvider codecProvider)
    {
        _codecProvider = codecProvider;
        _return = Return;
    }

    public CopyContext GetContext()
    {
        var context = _spare;
        if (context is not null && Interlocked.CompareExchange(ref _spare, null, context) == context)
        {
            return context;
        }

        return _pool.TryDequeue(out context) ? context : new CopyContext(_codecProvider, _return);
    }

    public void Dispose()
    {
        _spare = null;
        _pool.Clear();
    }

    private void Return(CopyContext context)
    {
        context.Reset();
        if (_spare is null && Interlocked.CompareExchange(ref _spare, context, null) is null)
        {
            return;
        }

        if (_pool.Count < MaxPooled)
        {
            _pool.Enqueue(context);
        }
    }
}
