namespace AudioRooms.Protocol;

/// <summary>Names of the entries that go with calls: gRPC metadata, and HTTP headers of the same name.</summary>
public static class MetadataNames
{
    /// <summary>In a request: <c>Bearer</c> and the access token.</summary>
    public const string Authorization = "authorization";

    /// <summary>In a request: the operator's key.</summary>
    public const string OperatorKey = "operator-key";

    /// <summary>With a refusal: its code, one of those in the namespace <c>AudioRooms.Protocol.Refusals</c>.</summary>
    public const string RefusalCode = "refusal-code";

    /// <summary>With a refusal: milliseconds until another try; absent if trying again does not help.</summary>
    public const string RetryAfterMs = "retry-after-ms";

    /// <summary>
    /// With a refusal: when what is refused ends by itself, in milliseconds since 1970 UTC; absent if that is unknown or never.
    /// </summary>
    public const string UntilUnixMs = "until-unix-ms";

    /// <summary>With the refusal of a suspended account: what its person appeals with.</summary>
    public const string AppealTicket = "appeal-ticket";
}
