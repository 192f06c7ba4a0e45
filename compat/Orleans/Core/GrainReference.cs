using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.Runtime;

/// <summary>The base of every generated proxy: a grain id, and the way to call it.</summary>
[Alias("GrainRef")]
[DefaultInvokableBaseType(typeof(ValueTask<>), typeof(Request<>))]
[DefaultInvokableBaseType(typeof(ValueTask), typeof(Request))]
[DefaultInvokableBaseType(typeof(Task<>), typeof(TaskRequest<>))]
[DefaultInvokableBaseType(typeof(Task), typeof(TaskRequest))]
[DefaultInvokableBaseType(typeof(void), typeof(VoidRequest))]
public class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    private readonly GrainReferenceShared _shared;
    private readonly IdSpan _key;

    protected GrainReference(GrainReferenceShared shared, IdSpan key)
    {
        _shared = shared;
        _key = key;
    }

    public GrainId GrainId => GrainId.Create(_shared.GrainType, _key);

    public GrainInterfaceType InterfaceType => _shared.InterfaceType;

    public ushort InterfaceVersion => _shared.InterfaceVersion;

    public virtual string InterfaceName => InterfaceType.ToString();

    /// <summary>For proxies that copy arguments.</summary>
    protected CodecProvider CodecProvider => _shared.CodecProvider;

    /// <summary>For proxies that copy arguments.</summary>
    protected CopyContextPool CopyContextPool => _shared.CopyContextPool;

    internal GrainReferenceShared Shared => _shared;

    internal IGrainReferenceRuntime Runtime => _shared.Runtime;

    internal IdSpan Key => _key;

    /// <summary>
    /// The activation that the last call through this reference found, so that the next need not look it up.
    /// It is a hint: the runtime checks that the activation still accepts calls.
    /// </summary>
    internal object? TargetHint { get; set; }

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable =>
        (TGrainInterface)_shared.Runtime.Cast(this, typeof(TGrainInterface));

    public bool Equals(GrainReference? other) =>
        other is not null && (ReferenceEquals(this, other) || (_key.Equals(other._key) && _shared.GrainType.Equals(other._shared.GrainType)));

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => HashCode.Combine(_shared.GrainType, _key);

    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"GrainReference:{GrainId}:{InterfaceType}", out charsWritten);

    protected ValueTask<T?> InvokeAsync<T>(IRequest methodDescription) =>
        _shared.Runtime.InvokeMethodAsync<T>(this, methodDescription, methodDescription.Options);

    protected ValueTask InvokeAsync(IRequest methodDescription) =>
        _shared.Runtime.InvokeMethodAsync(this, methodDescription, methodDescription.Options);

    protected void Invoke(IRequest methodDescription) =>
        _shared.Runtime.InvokeMethod(this, methodDescription, methodDescription.Options);
}
