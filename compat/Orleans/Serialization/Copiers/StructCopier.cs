using System.ComponentModel;
using Orleans.Serialization.Cloning;

namespace Orleans.StandIn.Serialization;

/// <summary>Base of the generated copiers of structs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StructCopier<T> : IOptionalDeepCopier, IDeepCopier<T>
    where T : struct
{
    public abstract bool IsShallowCopyable();

    public abstract T DeepCopy(T input, CopyContext context);

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((T)input!, context);
}
