using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// Base of the codecs of values that are a piece of an array. On the wire they are an array of their own, so two
/// pieces of one array come apart.
/// </summary>
internal abstract class ArrayPieceCodec<TPiece, T>(CodecProvider provider) : ValueCodec<TPiece>, IDeepCopier<TPiece>
    where TPiece : struct
{
    private readonly Codec<T[]> _codec = provider.GetCodec<T[]>();

    protected CodecProvider Provider { get; } = provider;

    public override void Write(ref MessageWriter writer, uint fieldId, TPiece value)
    {
        if (ToArray(value) is { } array)
        {
            _codec.WriteExact(ref writer, fieldId, array);
        }
        else
        {
            writer.WriteNull(fieldId);
        }
    }

    public override TPiece Read(ref MessageReader reader, WireType wireType) =>
        reader.TryReadNull(wireType) ? default : FromArray((T[])_codec.ReadExact(ref reader, wireType));

    public virtual TPiece DeepCopy(TPiece input, CopyContext context) =>
        ToArray(input) is { } array ? FromArray(Provider.GetDeepCopier<T[]>().DeepCopy(array, context)) : default;

    protected abstract TPiece FromArray(T[] array);

    /// <summary>The elements as an array, which may be the very one behind the value if that is the whole of it; null for the default.</summary>
    protected abstract T[]? ToArray(TPiece piece);
}

internal sealed class MemoryCodec<T>(CodecProvider provider) : ArrayPieceCodec<Memory<T>, T>(provider)
{
    protected override Memory<T> FromArray(T[] array) => array;

    protected override T[]? ToArray(Memory<T> piece) => MemoryPieces.Whole<T>(piece);
}

internal sealed class ReadOnlyMemoryCodec<T>(CodecProvider provider) : ArrayPieceCodec<ReadOnlyMemory<T>, T>(provider)
{
    protected override ReadOnlyMemory<T> FromArray(T[] array) => array;

    protected override T[]? ToArray(ReadOnlyMemory<T> piece) => MemoryPieces.Whole(piece);
}

internal sealed class ArraySegmentCodec<T>(CodecProvider provider) : ArrayPieceCodec<ArraySegment<T>, T>(provider)
{
    protected override ArraySegment<T> FromArray(T[] array) => array;

    protected override T[]? ToArray(ArraySegment<T> piece) =>
        piece.Array is null ? null : MemoryPieces.Whole<T>(piece) ?? [];
}

internal sealed class ImmutableArrayCodec<T>(CodecProvider provider) : ArrayPieceCodec<ImmutableArray<T>, T>(provider), IOptionalDeepCopier
{
    public bool IsShallowCopyable() => Copying.IsShallow(Provider.GetDeepCopier<T>());

    public override ImmutableArray<T> DeepCopy(ImmutableArray<T> input, CopyContext context) =>
        IsShallowCopyable() ? input : base.DeepCopy(input, context);

    // Named by its interface: among methods of this class the one that overrides is considered last, and this would call itself.
    public object? DeepCopy(object? input, CopyContext context) =>
        ((IDeepCopier<ImmutableArray<T>>)this).DeepCopy((ImmutableArray<T>)input!, context);

    protected override ImmutableArray<T> FromArray(T[] array) => ImmutableCollectionsMarshal.AsImmutableArray(array);

    protected override T[]? ToArray(ImmutableArray<T> piece) => ImmutableCollectionsMarshal.AsArray(piece);
}

internal static class MemoryPieces
{
    /// <summary>The array behind the memory if that is the whole of it, else a copy of the elements; null if there is none.</summary>
    public static T[]? Whole<T>(ReadOnlyMemory<T> memory)
    {
        if (MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array
            && segment.Offset == 0 && segment.Count == array.Length)
        {
            return array;
        }

        return memory.IsEmpty ? null : memory.ToArray();
    }
}

/// <summary>The codec of bytes in read-only or writable memory: no array is made to write them.</summary>
internal sealed class ReadOnlyByteMemoryCodec : ValueCodec<ReadOnlyMemory<byte>>, IDeepCopier<ReadOnlyMemory<byte>>
{
    public override void Write(ref MessageWriter writer, uint fieldId, ReadOnlyMemory<byte> value) => writer.WriteBytes(fieldId, value.Span);

    public override ReadOnlyMemory<byte> Read(ref MessageReader reader, WireType wireType) => reader.ReadBytes(wireType).ToArray();

    public ReadOnlyMemory<byte> DeepCopy(ReadOnlyMemory<byte> input, CopyContext context) => input.ToArray();
}

/// <inheritdoc cref="ReadOnlyByteMemoryCodec"/>
internal sealed class ByteMemoryCodec : ValueCodec<Memory<byte>>, IDeepCopier<Memory<byte>>
{
    public override void Write(ref MessageWriter writer, uint fieldId, Memory<byte> value) => writer.WriteBytes(fieldId, value.Span);

    public override Memory<byte> Read(ref MessageReader reader, WireType wireType) => reader.ReadBytes(wireType).ToArray();

    public Memory<byte> DeepCopy(Memory<byte> input, CopyContext context) => input.ToArray();
}
