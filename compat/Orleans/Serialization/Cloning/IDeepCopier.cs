namespace Orleans.Serialization.Cloning;

/// <summary>Copies objects of one type so that no mutable part is shared with the original.</summary>
public interface IDeepCopier
{
    object? DeepCopy(object? input, CopyContext context);
}

/// <summary>Copies <typeparamref name="T"/> so that no mutable part is shared with the original.</summary>
public interface IDeepCopier<T> : IDeepCopier
{
    T DeepCopy(T input, CopyContext context);

    object? IDeepCopier.DeepCopy(object? input, CopyContext context) => DeepCopy((T)input!, context);
}
