using System.Buffers;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.Session;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization;

/// <summary>Turns values of one type into bytes and back. Thread-safe.</summary>
public sealed class Serializer<T>
{
    private readonly CodecProvider _provider;
    private readonly Codec<T> _codec;

    public Serializer(SerializerSessionPool sessionPool)
    {
        ArgumentNullException.ThrowIfNull(sessionPool);
        _provider = sessionPool.CodecProvider;
        _codec = _provider.GetCodec<T>();
    }

    public byte[] SerializeToArray(T value) => Message.WriteToArray(_provider, _codec, value);

    public void Serialize<TBufferWriter>(T value, TBufferWriter destination)
        where TBufferWriter : IBufferWriter<byte> => Message.Write(_provider, _codec, value, destination);

    /// <summary>Returns the number of bytes written.</summary>
    public int Serialize(T value, byte[] destination) => Message.WriteTo(_provider, _codec, value, destination);

    public void Serialize(T value, ref Memory<byte> destination) =>
        destination = destination[..Message.WriteTo(_provider, _codec, value, destination.Span)];

    public void Serialize(T value, ref Span<byte> destination) =>
        destination = destination[..Message.WriteTo(_provider, _codec, value, destination)];

    public void Serialize(T value, Stream destination, int sizeHint = 0) =>
        Message.WriteTo(_provider, _codec, value, destination);

    /// <exception cref="SerializerException">The bytes are not a message with a value of this type.</exception>
    public T Deserialize(byte[] source) => Message.Read(_provider, _codec, source.AsSpan());

    /// <inheritdoc cref="Deserialize(byte[])"/>
    public T Deserialize(ArraySegment<byte> source) => Message.Read(_provider, _codec, source.AsSpan());

    /// <inheritdoc cref="Deserialize(byte[])"/>
    public T Deserialize(ReadOnlyMemory<byte> source) => Message.Read(_provider, _codec, source.Span);

    /// <inheritdoc cref="Deserialize(byte[])"/>
    public T Deserialize(ReadOnlySpan<byte> source) => Message.Read(_provider, _codec, source);

    /// <inheritdoc cref="Deserialize(byte[])"/>
    public T Deserialize(ReadOnlySequence<byte> source) => Message.Read(_provider, _codec, source);

    /// <inheritdoc cref="Deserialize(byte[])"/>
    public T Deserialize(Stream source) => Message.ReadFrom(_provider, _codec, source);
}
