using System.ComponentModel;

namespace Orleans.StandIn.Serialization;

/// <summary>Base of the generated codecs of classes without identity, such as requests: nothing ever refers back to them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class UntrackedClassCodec<T> : ClassCodec<T>
    where T : class
{
    internal override bool IsTracked => false;
}
