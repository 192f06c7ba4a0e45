using Orleans.Serialization.Serializers;

namespace Orleans.Serialization.Session;

/// <summary>What serializers of one silo or client share.</summary>
public sealed class SerializerSessionPool
{
    internal SerializerSessionPool(CodecProvider codecProvider) => CodecProvider = codecProvider;

    public CodecProvider CodecProvider { get; }
}
