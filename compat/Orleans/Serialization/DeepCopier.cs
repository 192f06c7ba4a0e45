using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.Serialization;

/// <summary>Copies any serializable value.</summary>
public sealed class DeepCopier(CodecProvider codecProvider, CopyContextPool contextPool)
{
    public DeepCopier<T> GetCopier<T>() => new(codecProvider.GetDeepCopier<T>(), contextPool);

    /// <summary>A copy that shares nothing mutable with <paramref name="value"/>; shared objects and cycles keep their shape.</summary>
    public T Copy<T>(T value)
    {
        var copier = codecProvider.GetDeepCopier<T>();
        if (copier is IOptionalDeepCopier optional && optional.IsShallowCopyable())
        {
            return value;
        }

        using var context = contextPool.GetContext();
        return copier.DeepCopy(value, context);
    }
}
