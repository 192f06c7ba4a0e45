namespace Orleans.Serialization.Cloning;

/// <summary>The copier of immutable types: the value itself.</summary>
public class ShallowCopier<T> : IOptionalDeepCopier, IDeepCopier<T>
{
    public T DeepCopy(T input, CopyContext _) => input;

    public object? DeepCopy(object? input, CopyContext _) => input;

    public bool IsShallowCopyable() => true;
}
