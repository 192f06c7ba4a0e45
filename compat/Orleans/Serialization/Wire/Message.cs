using System.Buffers;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>Whole messages: a version byte and one value.</summary>
internal static class Message
{
    public static void Write<T>(CodecProvider provider, Codec<T> codec, T value, IBufferWriter<byte> output)
    {
        var state = WriteState.Rent(provider);
        try
        {
            var writer = new MessageWriter(output, state);
            writer.WriteVersion();
            codec.Write(ref writer, 0, value);
            writer.Flush();
        }
        finally
        {
            state.Return();
        }
    }

    /// <exception cref="SerializerException">The bytes are not a message with a value of this type.</exception>
    public static T Read<T>(CodecProvider provider, Codec<T> codec, ReadOnlySpan<byte> message)
    {
        var state = ReadState.Rent(provider, message.Length);
        try
        {
            var reader = new MessageReader(message, state);
            reader.ReadVersion();
            reader.ReadTag(out _, out var wireType);
            return codec.Read(ref reader, wireType);
        }
        catch (Exception exception) when (exception is not (SerializerException or OutOfMemoryException))
        {
            // A constructor, setter or converter refused what the bytes say: whoever sent them is to blame, not the reader.
            throw new SerializerException($"The message holds an impossible value for {typeof(T)}: {exception.Message}", exception);
        }
        finally
        {
            state.Return();
        }
    }

    public static T Read<T>(CodecProvider provider, Codec<T> codec, ReadOnlySequence<byte> message)
    {
        if (message.IsSingleSegment)
        {
            return Read(provider, codec, message.FirstSpan);
        }

        // References may reach back anywhere, so the message is read in one piece.
        var length = checked((int)message.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            message.CopyTo(rented);
            return Read(provider, codec, rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static byte[] WriteToArray<T>(CodecProvider provider, Codec<T> codec, T value)
    {
        var buffer = PooledBufferWriter.Rent();
        try
        {
            Write(provider, codec, value, buffer);
            return buffer.Written.ToArray();
        }
        finally
        {
            buffer.Return();
        }
    }

    public static int WriteTo<T>(CodecProvider provider, Codec<T> codec, T value, Span<byte> destination)
    {
        var buffer = PooledBufferWriter.Rent();
        try
        {
            Write(provider, codec, value, buffer);
            if (!buffer.Written.TryCopyTo(destination))
            {
                throw new SerializerException(
                    $"The value takes {buffer.Written.Length} bytes, and the destination has {destination.Length}.");
            }

            return buffer.Written.Length;
        }
        finally
        {
            buffer.Return();
        }
    }

    public static void WriteTo<T>(CodecProvider provider, Codec<T> codec, T value, Stream destination)
    {
        var buffer = PooledBufferWriter.Rent();
        try
        {
            Write(provider, codec, value, buffer);
            destination.Write(buffer.Written);
        }
        finally
        {
            buffer.Return();
        }
    }

    public static T ReadFrom<T>(CodecProvider provider, Codec<T> codec, Stream source)
    {
        if (source is MemoryStream memory && memory.TryGetBuffer(out var segment))
        {
            var rest = segment.AsSpan((int)memory.Position);
            memory.Position = memory.Length;
            return Read(provider, codec, rest);
        }

        using var copy = new MemoryStream();
        source.CopyTo(copy);
        return Read(provider, codec, copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }
}
