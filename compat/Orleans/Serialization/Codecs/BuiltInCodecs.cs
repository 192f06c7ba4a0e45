using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using Orleans.Serialization;

namespace Orleans.StandIn.Serialization;

/// <summary>The codecs of simple types: all immutable.</summary>
internal static class BuiltInCodecs
{
    public static IEnumerable<Codec> All =>
    [
        .. Numbers,
        .. Times,
        .. Texts,
    ];

    private static IEnumerable<Codec> Numbers =>
    [
        Value((ref MessageWriter w, uint id, bool v) => w.WriteBoolean(id, v), (ref MessageReader r, WireType t) => r.ReadBoolean(t)),
        Value((ref MessageWriter w, uint id, byte v) => w.WriteUInt32(id, v), (ref MessageReader r, WireType t) => checked((byte)r.ReadUInt32(t))),
        Value((ref MessageWriter w, uint id, sbyte v) => w.WriteInt32(id, v), (ref MessageReader r, WireType t) => checked((sbyte)r.ReadInt32(t))),
        Value((ref MessageWriter w, uint id, short v) => w.WriteInt32(id, v), (ref MessageReader r, WireType t) => checked((short)r.ReadInt32(t))),
        Value((ref MessageWriter w, uint id, ushort v) => w.WriteUInt32(id, v), (ref MessageReader r, WireType t) => checked((ushort)r.ReadUInt32(t))),
        Value((ref MessageWriter w, uint id, int v) => w.WriteInt32(id, v), (ref MessageReader r, WireType t) => r.ReadInt32(t)),
        Value((ref MessageWriter w, uint id, uint v) => w.WriteUInt32(id, v), (ref MessageReader r, WireType t) => r.ReadUInt32(t)),
        Value((ref MessageWriter w, uint id, long v) => w.WriteInt64(id, v), (ref MessageReader r, WireType t) => r.ReadInt64(t)),
        Value((ref MessageWriter w, uint id, ulong v) => w.WriteUInt64(id, v), (ref MessageReader r, WireType t) => r.ReadUInt64(t)),
        Value((ref MessageWriter w, uint id, float v) => w.WriteSingle(id, v), (ref MessageReader r, WireType t) => r.ReadSingle(t)),
        Value((ref MessageWriter w, uint id, double v) => w.WriteDouble(id, v), (ref MessageReader r, WireType t) => r.ReadDouble(t)),
        Value(
            (ref MessageWriter w, uint id, Half v) => w.WriteUInt32(id, BitConverter.HalfToUInt16Bits(v)),
            (ref MessageReader r, WireType t) => BitConverter.UInt16BitsToHalf(checked((ushort)r.ReadUInt32(t)))),
        Value((ref MessageWriter w, uint id, char v) => w.WriteUInt32(id, v), (ref MessageReader r, WireType t) => checked((char)r.ReadUInt32(t))),
        Value(WriteDecimal, ReadDecimal),
        Value(WriteInt128, ReadInt128),
        Value((ref MessageWriter w, uint id, UInt128 v) => WriteInt128(ref w, id, (Int128)v), (ref MessageReader r, WireType t) => (UInt128)ReadInt128(ref r, t)),
        Value(
            (ref MessageWriter w, uint id, BigInteger v) => w.WriteBytes(id, v.ToByteArray()),
            (ref MessageReader r, WireType t) => new BigInteger(r.ReadBytes(t))),
        Value(WriteGuid, (ref MessageReader r, WireType t) => new Guid(Exactly(16, r.ReadBytes(t)))),
    ];

    private static IEnumerable<Codec> Times =>
    [
        Value((ref MessageWriter w, uint id, TimeSpan v) => w.WriteInt64(id, v.Ticks), (ref MessageReader r, WireType t) => new TimeSpan(r.ReadInt64(t))),
        Value(
            (ref MessageWriter w, uint id, DateTime v) => w.WriteFixed64(id, (ulong)v.ToBinary()),
            (ref MessageReader r, WireType t) => DateTime.FromBinary((long)r.ReadFixed64(t))),
        Value(WriteDateTimeOffset, ReadDateTimeOffset),
        Value(
            (ref MessageWriter w, uint id, DateOnly v) => w.WriteInt32(id, v.DayNumber),
            (ref MessageReader r, WireType t) => DateOnly.FromDayNumber(r.ReadInt32(t))),
        Value(
            (ref MessageWriter w, uint id, TimeOnly v) => w.WriteInt64(id, v.Ticks),
            (ref MessageReader r, WireType t) => new TimeOnly(r.ReadInt64(t))),
    ];

    private static IEnumerable<Codec> Texts =>
    [
        Value(
            (ref MessageWriter w, uint id, Rune v) => w.WriteInt32(id, v.Value),
            (ref MessageReader r, WireType t) => new Rune(r.ReadInt32(t))),
        Reference((ref MessageWriter w, uint id, string v) => w.WriteString(id, v), (ref MessageReader r, WireType t) => r.ReadString(t)!),
        Reference(
            (ref MessageWriter w, uint id, Uri v) => w.WriteString(id, v.OriginalString),
            (ref MessageReader r, WireType t) => new Uri(r.ReadString(t)!, UriKind.RelativeOrAbsolute)),
        Reference((ref MessageWriter w, uint id, Version v) => w.WriteString(id, v.ToString()), (ref MessageReader r, WireType t) => Version.Parse(r.ReadString(t)!)),
        Reference(
            (ref MessageWriter w, uint id, CultureInfo v) => w.WriteString(id, v.Name),
            (ref MessageReader r, WireType t) => CultureInfo.GetCultureInfo(r.ReadString(t)!)),
        Reference(
            (ref MessageWriter w, uint id, IPAddress v) => w.WriteString(id, v.ToString()),
            (ref MessageReader r, WireType t) => IPAddress.Parse(r.ReadString(t)!)),
        Reference(
            (ref MessageWriter w, uint id, IPEndPoint v) => w.WriteString(id, v.ToString()),
            (ref MessageReader r, WireType t) => IPEndPoint.Parse(r.ReadString(t)!)),
        Reference(
            (ref MessageWriter w, uint id, Type v) => w.WriteBytes(id, w.Provider.TypeNames.Format(v)),
            (ref MessageReader r, WireType t) => r.Provider.TypeNames.Parse(r.ReadBytes(t))),
    ];

    private static DelegateValueCodec<T> Value<T>(WriteValue<T> write, ReadValue<T> read)
        where T : struct => new(write, read);

    private static DelegateReferenceCodec<T> Reference<T>(WriteValue<T> write, ReadValue<T> read)
        where T : class => new(write, read);

    private static void WriteGuid(ref MessageWriter writer, uint fieldId, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        writer.WriteBytes(fieldId, bytes);
    }

    private static void WriteDecimal(ref MessageWriter writer, uint fieldId, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        Span<byte> bytes = stackalloc byte[16];
        for (var index = 0; index < parts.Length; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(index * 4)..], parts[index]);
        }

        writer.WriteBytes(fieldId, bytes);
    }

    private static decimal ReadDecimal(ref MessageReader reader, WireType wireType)
    {
        var bytes = Exactly(16, reader.ReadBytes(wireType));
        Span<int> parts = stackalloc int[4];
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(index * 4)..]);
        }

        return new decimal(parts);
    }

    private static void WriteInt128(ref MessageWriter writer, uint fieldId, Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        writer.WriteBytes(fieldId, bytes);
    }

    private static Int128 ReadInt128(ref MessageReader reader, WireType wireType) =>
        BinaryPrimitives.ReadInt128LittleEndian(Exactly(16, reader.ReadBytes(wireType)));

    /// <summary>Eight bytes of local ticks and two of the offset in minutes.</summary>
    private static void WriteDateTimeOffset(ref MessageWriter writer, uint fieldId, DateTimeOffset value)
    {
        Span<byte> bytes = stackalloc byte[10];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value.Ticks);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[8..], (short)value.TotalOffsetMinutes);
        writer.WriteBytes(fieldId, bytes);
    }

    private static DateTimeOffset ReadDateTimeOffset(ref MessageReader reader, WireType wireType)
    {
        var bytes = Exactly(10, reader.ReadBytes(wireType));
        return new DateTimeOffset(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(bytes[8..])));
    }

    private static ReadOnlySpan<byte> Exactly(int count, ReadOnlySpan<byte> bytes) =>
        bytes.Length == count
            ? bytes
            : throw new UnexpectedLengthPrefixValueException($"A value of {count} bytes has {bytes.Length} bytes.");
}
