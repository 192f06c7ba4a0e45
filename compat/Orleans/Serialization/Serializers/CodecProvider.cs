using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization.Serializers;

/// <summary>Finds and keeps the codec and the copier of every type; made once per silo or client.</summary>
public sealed class CodecProvider : IDeepCopierProvider
{
    private readonly ConcurrentDictionary<Type, Codec?> _codecs = new();
    private readonly ConcurrentDictionary<Type, IDeepCopier?> _copiers = new();
    private readonly SlotTable _codecSlots = new();
    private readonly SlotTable _copierSlots = new();
    private readonly CodecFactory _factory;

    public CodecProvider(IServiceProvider serviceProvider, IOptions<TypeManifestOptions> codecConfiguration)
    {
        ArgumentNullException.ThrowIfNull(codecConfiguration);
        Services = serviceProvider;
        _factory = new CodecFactory(this, codecConfiguration.Value);
        TypeNames = new TypeNames(codecConfiguration.Value, CodecFactory.BuiltInTypes, _factory.RegisteredTypes);
    }

    public IServiceProvider Services { get; }

    internal TypeNames TypeNames { get; }

    public IDeepCopier<T> GetDeepCopier<T>() => TryGetDeepCopier<T>() ?? throw CopierNotFound(typeof(T));

    public IDeepCopier<T>? TryGetDeepCopier<T>()
    {
        if (_copierSlots[TypeSlot<T>.Index] is { } known)
        {
            return Unsafe.As<IDeepCopier<T>>(known);
        }

        var copier = (IDeepCopier<T>?)TryGetDeepCopier(typeof(T));
        _copierSlots[TypeSlot<T>.Index] = copier;
        return copier;
    }

    public IDeepCopier GetDeepCopier(Type fieldType) => TryGetDeepCopier(fieldType) ?? throw CopierNotFound(fieldType);

    public IDeepCopier? TryGetDeepCopier(Type fieldType)
    {
        ArgumentNullException.ThrowIfNull(fieldType);
        return _copiers.TryGetValue(fieldType, out var copier) ? copier : _copiers.GetOrAdd(fieldType, _factory.CreateCopier(fieldType));
    }

    public IBaseCopier<T> GetBaseCopier<T>()
        where T : class =>
        GetDeepCopier<T>() as IBaseCopier<T> ?? throw CopierNotFound(typeof(T));

    internal Codec<T> GetCodec<T>()
    {
        if (_codecSlots[TypeSlot<T>.Index] is { } known)
        {
            return Unsafe.As<Codec<T>>(known);
        }

        var codec = (Codec<T>)GetCodec(typeof(T));
        _codecSlots[TypeSlot<T>.Index] = codec;
        return codec;
    }

    internal Codec GetCodec(Type type) =>
        TryGetCodec(type)
        ?? throw new CodecNotFoundException($"There is no codec for type {type}. Annotate the type with [GenerateSerializer].");

    internal Codec? TryGetCodec(Type type) =>
        _codecs.TryGetValue(type, out var codec) ? codec : _codecs.GetOrAdd(type, _factory.CreateCodec(type));

    private static CodecNotFoundException CopierNotFound(Type type) =>
        new($"There is no copier for type {type}. Annotate the type with [GenerateSerializer].");
}
