using Orleans.Serialization.Cloning;

namespace Orleans.Serialization;

/// <summary>Copies values of one type.</summary>
public sealed class DeepCopier<T>
{
    private readonly IDeepCopier<T> _copier;
    private readonly CopyContextPool _contextPool;
    private readonly bool _isShallow;

    public DeepCopier(IDeepCopier<T> copier, CopyContextPool contextPool)
    {
        _copier = copier;
        _contextPool = contextPool;
        _isShallow = copier is IOptionalDeepCopier optional && optional.IsShallowCopyable();
    }

    public T Copy(T value)
    {
        if (_isShallow)
        {
            return value;
        }

        using var context = _contextPool.GetContext();
        return _copier.DeepCopy(value, context);
    }
}
