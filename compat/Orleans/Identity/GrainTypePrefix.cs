namespace Orleans.Runtime;

/// <summary>Grain types that are not grain classes.</summary>
public static class GrainTypePrefix
{
    public const string SystemPrefix = "sys.";
    public const string ClientPrefix = SystemPrefix + "client";
    public const string SystemTargetPrefix = SystemPrefix + "svc.";
    public const string GrainServicePrefix = SystemTargetPrefix + "user.";

    public static readonly GrainType ClientGrainType = GrainType.Create(ClientPrefix);

    public static bool IsClient(this in GrainType type) => type.AsSpan().SequenceEqual(ClientGrainType.AsSpan());

    public static bool IsClient(this in GrainId id) => id.Type.IsClient();

    public static bool IsSystemTarget(this in GrainType type) => type.AsSpan().StartsWith("sys.svc."u8);

    public static bool IsGrainService(this in GrainType type) => type.AsSpan().StartsWith("sys.svc.user."u8);
}
