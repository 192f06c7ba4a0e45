using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Orleans.StandIn.Serialization;

/// <summary>The codec of arrays of primitive numbers, bytes above all: their memory as it is, which is little-endian.</summary>
internal sealed class BlittableArrayCodec<T> : ReferenceCodec<T[]>, IDeepCopier<T[]>
    where T : unmanaged
{
    public T[] DeepCopy(T[] input, CopyContext context)
    {
        if (context.TryGetCopy<T[]>(input, out var known))
        {
            return known!;
        }

        var copy = (T[])input.Clone();
        context.RecordCopy(input, copy);
        return copy;
    }

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T[] value) =>
        writer.WriteBytes(fieldId, MemoryMarshal.AsBytes<T>(value));

    private protected override T[] ReadNew(ref MessageReader reader, WireType wireType)
    {
        var array = BlittableMemory.Read<T>(ref reader, wireType);
        reader.Register(array);
        return array;
    }
}

/// <summary>Memory of primitive numbers. It arrives as an array of its own and is not shared with other fields.</summary>
internal static class BlittableMemory
{
    public static T[] Read<T>(ref MessageReader reader, WireType wireType)
        where T : unmanaged
    {
        var bytes = reader.ReadBytes(wireType);
        if (bytes.Length % Unsafe.SizeOf<T>() != 0)
        {
            throw new UnexpectedLengthPrefixValueException($"{bytes.Length} bytes are not a whole number of {typeof(T)}.");
        }

        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }
}
