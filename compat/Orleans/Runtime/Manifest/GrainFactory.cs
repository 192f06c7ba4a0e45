using System.Collections.Concurrent;

namespace Orleans.StandIn.Runtime;

/// <inheritdoc cref="IGrainFactory"/>
internal sealed class GrainFactory(GrainTypes types, GrainReferenceFactory references, LocalObjects localObjects) : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainReferenceFactory.Maker> _makers = new();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), StringKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), GuidKey(primaryKey, keyExtension), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), IntegerKey(primaryKey, keyExtension), grainClassNamePrefix);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (!typeof(TGrainObserverInterface).IsInterface)
        {
            throw new ArgumentException($"{typeof(TGrainObserverInterface)} is not an observer interface.", nameof(obj));
        }

        if (obj is not TGrainObserverInterface)
        {
            throw new ArgumentException($"{obj.GetType()} does not implement {typeof(TGrainObserverInterface)}.", nameof(obj));
        }

        return (TGrainObserverInterface)(object)references.Create(localObjects.Add(obj), typeof(TGrainObserverInterface));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference)
        {
            throw new ArgumentException("What is to be deleted is the reference that CreateObjectReference returned.", nameof(obj));
        }

        LocalObjects.Remove(reference.GrainId);
    }

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, StringKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)Get(grainInterfaceType, GuidKey(grainPrimaryKey, keyExtension), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)Get(grainInterfaceType, IntegerKey(grainPrimaryKey, keyExtension), null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)references.Create(grainId, typeof(TGrainInterface));

    public IAddressable GetGrain(GrainId grainId) => references.CreateUntyped(grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) =>
        interfaceType.IsDefault ? references.CreateUntyped(grainId) : references.Create(grainId, types.InterfaceOf(interfaceType));

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        Get(interfaceType, grainKey, grainClassNamePrefix);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Get(interfaceType, grainKey, null);

    private static IdSpan StringKey(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return IdSpan.Create(key);
    }

    private static IdSpan GuidKey(Guid key, string extension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(extension);
        return GrainIdKeyExtensions.CreateGuidKey(key, extension);
    }

    private static IdSpan IntegerKey(long key, string extension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(extension);
        return GrainIdKeyExtensions.CreateIntegerKey(key, extension);
    }

    private GrainReference Get(Type grainInterface, IdSpan key, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(grainInterface);
        if (!_makers.TryGetValue((grainInterface, prefix), out var maker))
        {
            maker = _makers.GetOrAdd(
                (grainInterface, prefix), request => references.MakerOf(types.Resolve(request.Interface, request.Prefix), request.Interface));
        }

        return maker.Make(key);
    }
}
