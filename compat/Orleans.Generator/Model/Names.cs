namespace Orleans.Generator.Model;

/// <summary>Full names of the types that the generator looks for or refers to.</summary>
internal static class Names
{
    public const string GenerateSerializer = "Orleans.GenerateSerializerAttribute";
    public const string Id = "Orleans.IdAttribute";
    public const string Alias = "Orleans.AliasAttribute";
    public const string Immutable = "Orleans.ImmutableAttribute";
    public const string SerializerTransparent = "Orleans.SerializerTransparentAttribute";
    public const string SuppressReferenceTracking = "Orleans.SuppressReferenceTrackingAttribute";
    public const string RegisterConverter = "Orleans.RegisterConverterAttribute";
    public const string ResponseTimeout = "Orleans.ResponseTimeoutAttribute";
    public const string AlwaysInterleave = "Orleans.Concurrency.AlwaysInterleaveAttribute";
    public const string OneWay = "Orleans.Concurrency.OneWayAttribute";
    public const string ReadOnly = "Orleans.Concurrency.ReadOnlyAttribute";
    public const string Unordered = "Orleans.Concurrency.UnorderedAttribute";

    public const string Addressable = "Orleans.Runtime.IAddressable";
    public const string GrainExtension = "Orleans.Runtime.IGrainExtension";
    public const string GrainObserver = "Orleans.IGrainObserver";
    public const string Grain = "Orleans.Grain";
    public const string GrainBase = "Orleans.IGrainBase";
    public const string GrainInterface = "Orleans.IGrain";

    public const string GeneratedNamespace = "OrleansCodeGen";
    public const string GeneratedCode = "global::Orleans.StandIn.Serialization.GeneratedCode";
    public const string StandIn = "global::Orleans.StandIn.Serialization";
    public const string Runtime = "global::Orleans.Runtime";
    public const string Invocation = "global::Orleans.Serialization.Invocation";
    public const string Cloning = "global::Orleans.Serialization.Cloning";
    public const string CodecProvider = "global::Orleans.Serialization.Serializers.CodecProvider";
}
