using Orleans.Serialization.Cloning;

namespace Orleans.StandIn.Serialization;

internal static class Copying
{
    /// <summary>True if what <paramref name="copier"/> copies may be shared instead.</summary>
    public static bool IsShallow(IDeepCopier copier) => copier is IOptionalDeepCopier optional && optional.IsShallowCopyable();
}
