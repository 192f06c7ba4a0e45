namespace AudioRooms.Protocol;

/// <summary>Names of the metadata entries of calls, in gRPC metadata and as HTTP headers.</summary>
public static class MetadataNames
{
    /// <summary>In a request: <c>Bearer</c> and the access token.</summary>
    public const string Authorization = "authorization";

    /// <summary>In a request: the operator's key.</summary>
    public const string OperatorKey = "operator-key";

    /// <summary>With a refusal: its code, one of those in the namespace <c>AudioRooms.Protocol.Refusals</c>.</summary>
    public const string RefusalCode = "refusal-code";

    /// <summary>With a refusal: milliseconds until the next attempt; absent if an attempt would not help.</summary>
    public const string RetryAfterMs = "retry-after-ms";

    /// <summary>
    /// With a refusal: when its cause ends by itself, in milliseconds since 1970 UTC; absent if that is unknown or never happens.
    /// </summary>
    public const string UntilUnixMs = "until-unix-ms";

    /// <summary>With the refusal of a suspended account: the ticket with which the person can appeal.</summary>
    public const string AppealTicket = "appeal-ticket";
}
