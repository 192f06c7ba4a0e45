namespace Orleans.Serialization.Cloning;

/// <summary>Makes <see cref="IDeepCopier{T}"/> of any type available as a service.</summary>
internal sealed class CopierHolder<T>(IDeepCopierProvider provider) : IOptionalDeepCopier, IDeepCopier<T>
{
    private readonly IDeepCopier<T> _copier = provider.GetDeepCopier<T>();

    public T DeepCopy(T input, CopyContext context) => _copier.DeepCopy(input, context);

    public object? DeepCopy(object? input, CopyContext context) => _copier.DeepCopy((T)input!, context);

    public bool IsShallowCopyable() => _copier is IOptionalDeepCopier optional && optional.IsShallowCopyable();
}
