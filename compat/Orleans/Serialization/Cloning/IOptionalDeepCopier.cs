namespace Orleans.Serialization.Cloning;

/// <summary>A copier that can say that the original may be shared instead.</summary>
public interface IOptionalDeepCopier : IDeepCopier
{
    bool IsShallowCopyable();
}
