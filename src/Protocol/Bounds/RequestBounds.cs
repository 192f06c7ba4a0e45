namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds that hold for every request, whatever it asks for.</summary>
public static class RequestBounds
{
    /// <summary>Largest unary request, in bytes: the longest fields of any of them are some hundred.</summary>
    public const int BytesMax = 64 * 1_024;

    /// <summary>Characters of the id of a user, a room, a club or an event.</summary>
    public const int IdLength = 26;

    /// <summary>Longest idempotency key, in UTF-16 units.</summary>
    public const int IdempotencyKeyLengthMax = 64;

    /// <summary>Most ids in a list of them.</summary>
    public const int IdsMax = 100;

    /// <summary>Most entries of a page of a list.</summary>
    public const int PageSizeMax = 100;

    /// <summary>Entries of a page where the request names no number.</summary>
    public const int PageSizeDefault = 50;

    /// <summary>Longest language tag (BCP 47). RFC 5646 §4.4.1 lets an implementation stop at 35 characters.</summary>
    public const int LanguageTagLengthMax = 35;

    /// <summary>
    /// Longest time that a join waits for its turn at a busy server;
    /// a join that would wait longer is refused with the time to come again.
    /// Below the 5 s that clients wait for an answer.
    /// </summary>
    public static readonly TimeSpan JoinWaitMax = TimeSpan.FromSeconds(2);
}
