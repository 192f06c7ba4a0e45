using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Orleans.StandIn.Serialization;

/// <summary>The codec of an enum: its number as a zigzag varint, whether or not the enum has a name for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnumCodec<T> : ValueCodec<T>
    where T : struct, Enum
{
    private static readonly bool IsUnsigned = Type.GetTypeCode(typeof(T)) is
        TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64;

    public override void Write(ref MessageWriter writer, uint fieldId, T value)
    {
        if (IsUnsigned)
        {
            writer.WriteUInt64(fieldId, Unsafe.SizeOf<T>() switch
            {
                1 => Unsafe.BitCast<T, byte>(value),
                2 => Unsafe.BitCast<T, ushort>(value),
                4 => Unsafe.BitCast<T, uint>(value),
                _ => Unsafe.BitCast<T, ulong>(value),
            });
            return;
        }

        writer.WriteInt64(fieldId, Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, sbyte>(value),
            2 => Unsafe.BitCast<T, short>(value),
            4 => Unsafe.BitCast<T, int>(value),
            _ => Unsafe.BitCast<T, long>(value),
        });
    }

    public override T Read(ref MessageReader reader, WireType wireType)
    {
        if (IsUnsigned)
        {
            var number = reader.ReadUInt64(wireType);
            return Unsafe.SizeOf<T>() switch
            {
                1 => Unsafe.BitCast<byte, T>(checked((byte)number)),
                2 => Unsafe.BitCast<ushort, T>(checked((ushort)number)),
                4 => Unsafe.BitCast<uint, T>(checked((uint)number)),
                _ => Unsafe.BitCast<ulong, T>(number),
            };
        }

        var signed = reader.ReadInt64(wireType);
        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<sbyte, T>(checked((sbyte)signed)),
            2 => Unsafe.BitCast<short, T>(checked((short)signed)),
            4 => Unsafe.BitCast<int, T>(checked((int)signed)),
            _ => Unsafe.BitCast<long, T>(signed),
        };
    }
}
