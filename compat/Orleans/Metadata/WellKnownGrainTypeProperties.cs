namespace Orleans.Metadata;

/// <summary>Keys of <see cref="GrainProperties"/>.</summary>
public static class WellKnownGrainTypeProperties
{
    public const string TypeName = "type-name";
    public const string FullTypeName = "full-type-name";
    public const string PlacementStrategy = "placement-strategy";
    public const string GrainDirectory = "directory-policy";
    public const string ImplementedInterfacePrefix = "interface.";
    public const string IdleDeactivationPeriod = "idle-duration";
    public const string IndefiniteIdleDeactivationPeriodValue = "indefinite";
    public const string Reentrant = "reentrant";
    public const string MayInterleavePredicate = "may-interleave-predicate";
    public const string Immovable = "immovable";
    public const string BindingPrefix = "binding";
    public const string BindingTypeKey = "type";
    public const string StreamBindingTypeValue = "stream";
    public const string StreamBindingPatternKey = "pattern";
    public const string StreamIdMapperKey = "streamid-mapper";
    public const string StreamBindingIncludeNamespaceKey = "include-namespace";
    public const string LegacyGrainKeyType = "legacy-grain-key-type";
}
