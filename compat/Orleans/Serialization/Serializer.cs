using System.Buffers;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.Session;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization;

/// <summary>Turns values into bytes and back, by the codecs of the type manifest. Thread-safe.</summary>
public sealed class Serializer
{
    private readonly CodecProvider _provider;

    public Serializer(SerializerSessionPool sessionPool)
    {
        ArgumentNullException.ThrowIfNull(sessionPool);
        SessionPool = sessionPool;
        _provider = sessionPool.CodecProvider;
    }

    public SerializerSessionPool SessionPool { get; }

    public Serializer<T> GetSerializer<T>() => new(SessionPool);

    public bool CanSerialize<T>() => CanSerialize(typeof(T));

    public bool CanSerialize(Type type) => _provider.TryGetCodec(type) is not null;

    public byte[] SerializeToArray<T>(T value) => Message.WriteToArray(_provider, _provider.GetCodec<T>(), value);

    public void Serialize<T, TBufferWriter>(T value, TBufferWriter destination)
        where TBufferWriter : IBufferWriter<byte> => Message.Write(_provider, _provider.GetCodec<T>(), value, destination);

    /// <summary>Returns the number of bytes written.</summary>
    public int Serialize<T>(T value, byte[] destination) => Message.WriteTo(_provider, _provider.GetCodec<T>(), value, destination);

    public void Serialize<T>(T value, ref Memory<byte> destination) =>
        destination = destination[..Message.WriteTo(_provider, _provider.GetCodec<T>(), value, destination.Span)];

    public void Serialize<T>(T value, ref Span<byte> destination) =>
        destination = destination[..Message.WriteTo(_provider, _provider.GetCodec<T>(), value, destination)];

    public void Serialize<T>(T value, Stream destination, int sizeHint = 0) =>
        Message.WriteTo(_provider, _provider.GetCodec<T>(), value, destination);

    /// <exception cref="SerializerException">The bytes are not a message with a value of this type.</exception>
    public T Deserialize<T>(byte[] source) => Message.Read(_provider, _provider.GetCodec<T>(), source.AsSpan());

    /// <inheritdoc cref="Deserialize{T}(byte[])"/>
    public T Deserialize<T>(ArraySegment<byte> source) => Message.Read(_provider, _provider.GetCodec<T>(), source.AsSpan());

    /// <inheritdoc cref="Deserialize{T}(byte[])"/>
    public T Deserialize<T>(ReadOnlyMemory<byte> source) => Message.Read(_provider, _provider.GetCodec<T>(), source.Span);

    /// <inheritdoc cref="Deserialize{T}(byte[])"/>
    public T Deserialize<T>(ReadOnlySpan<byte> source) => Message.Read(_provider, _provider.GetCodec<T>(), source);

    /// <inheritdoc cref="Deserialize{T}(byte[])"/>
    public T Deserialize<T>(ReadOnlySequence<byte> source) => Message.Read(_provider, _provider.GetCodec<T>(), source);

    /// <inheritdoc cref="Deserialize{T}(byte[])"/>
    public T Deserialize<T>(Stream source) => Message.ReadFrom(_provider, _provider.GetCodec<T>(), source);
}
