using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>Writes, reads and copies a foreign class by way of its surrogate.</summary>
internal sealed class SurrogateReferenceCodec<T, TSurrogate, TConverter>(CodecProvider provider) : ReferenceCodec<T>, IDeepCopier<T>
    where T : class
    where TSurrogate : struct
    where TConverter : IConverter<T, TSurrogate>
{
    private readonly TConverter _converter = ActivatorUtilities.GetServiceOrCreateInstance<TConverter>(provider.Services);
    private readonly Codec<TSurrogate> _codec = provider.GetCodec<TSurrogate>();
    private IDeepCopier<TSurrogate>? _copier;

    public T DeepCopy(T input, CopyContext context)
    {
        if (context.TryGetCopy<T>(input, out var known))
        {
            return known!;
        }

        if (input.GetType() != typeof(T) && provider.TryGetDeepCopier(input.GetType()) is { } derived && !ReferenceEquals(derived, this))
        {
            return (T)derived.DeepCopy(input, context)!;
        }

        var surrogate = _converter.ConvertToSurrogate(in input);
        surrogate = (_copier ??= provider.GetDeepCopier<TSurrogate>()).DeepCopy(surrogate, context);
        var copy = _converter.ConvertFromSurrogate(in surrogate);
        context.RecordCopy(input, copy);
        return copy;
    }

    internal override Codec CodecOf(Type type, T value, CodecProvider provider) => provider.TryGetCodec(type) ?? this;

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T value) =>
        _codec.Write(ref writer, fieldId, _converter.ConvertToSurrogate(in value));

    private protected override T ReadNew(ref MessageReader reader, WireType wireType)
    {
        var id = reader.LastObjectId + 1;
        var surrogate = _codec.Read(ref reader, wireType);
        var value = _converter.ConvertFromSurrogate(in surrogate);
        reader.Register(id, value);
        return value;
    }
}

/// <summary>Writes, reads and copies a foreign value type by way of its surrogate.</summary>
internal sealed class SurrogateValueCodec<T, TSurrogate, TConverter>(CodecProvider provider) : ValueCodec<T>, IDeepCopier<T>
    where T : struct
    where TSurrogate : struct
    where TConverter : IConverter<T, TSurrogate>
{
    private readonly TConverter _converter = ActivatorUtilities.GetServiceOrCreateInstance<TConverter>(provider.Services);
    private readonly Codec<TSurrogate> _codec = provider.GetCodec<TSurrogate>();
    private IDeepCopier<TSurrogate>? _copier;

    public T DeepCopy(T input, CopyContext context)
    {
        var surrogate = _converter.ConvertToSurrogate(in input);
        surrogate = (_copier ??= provider.GetDeepCopier<TSurrogate>()).DeepCopy(surrogate, context);
        return _converter.ConvertFromSurrogate(in surrogate);
    }

    public override void Write(ref MessageWriter writer, uint fieldId, T value) =>
        _codec.Write(ref writer, fieldId, _converter.ConvertToSurrogate(in value));

    public override T Read(ref MessageReader reader, WireType wireType)
    {
        var surrogate = _codec.Read(ref reader, wireType);
        return _converter.ConvertFromSurrogate(in surrogate);
    }
}
