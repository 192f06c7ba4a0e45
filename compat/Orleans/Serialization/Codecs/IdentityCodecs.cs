using System.Buffers.Binary;
using Orleans.Serialization;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// The codecs of identities. They are made again by their public constructors, so that a hash in a message is never
/// believed.
/// </summary>
internal static class IdentityCodecs
{
    public static IEnumerable<Codec> All =>
    [
        new DelegateValueCodec<IdSpan>(
            static (ref MessageWriter w, uint id, IdSpan v) => w.WriteBytes(id, v.Value.Span),
            static (ref MessageReader r, WireType t) => r.ReadBytes(t) is { Length: > 0 } bytes ? new IdSpan(bytes.ToArray()) : default),
        new DelegateValueCodec<StreamId>(WriteStreamId, ReadStreamId),
        new DelegateReferenceCodec<SiloAddress>(
            static (ref MessageWriter w, uint id, SiloAddress v) => w.WriteString(id, v.ToParsableString()),
            static (ref MessageReader r, WireType t) => SiloAddress.FromParsableString(r.ReadString(t)!)),
    ];

    /// <summary>Two bytes of the namespace's length, the namespace and the key.</summary>
    private static void WriteStreamId(ref MessageWriter writer, uint fieldId, StreamId value)
    {
        var key = value.FullKey.Span;
        Span<byte> bytes = key.Length <= 254 ? stackalloc byte[256] : new byte[key.Length + 2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value.Namespace.Length);
        key.CopyTo(bytes[2..]);
        writer.WriteBytes(fieldId, bytes[..(key.Length + 2)]);
    }

    private static StreamId ReadStreamId(ref MessageReader reader, WireType wireType)
    {
        var bytes = reader.ReadBytes(wireType);
        if (bytes.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(bytes) is var length && length > bytes.Length - 2)
        {
            throw new UnexpectedLengthPrefixValueException("The namespace of a stream id is longer than the id.");
        }

        // An id that is all zero bytes long is that of no stream.
        return bytes.Length == 2 ? default : StreamId.Create(bytes.Slice(2, length), bytes[(2 + length)..]);
    }
}
