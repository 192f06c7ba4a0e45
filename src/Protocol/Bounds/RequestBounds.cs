namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of every request.</summary>
public static class RequestBounds
{
    /// <summary>Largest unary request in bytes; the longest useful ones have some hundred.</summary>
    public const int BytesMax = 64 * 1_024;

    /// <summary>Largest body of a request below <c>/session</c>, in bytes.</summary>
    public const int PageRequestBytesMax = 16 * 1_024;

    /// <summary>Length of the id of a user, a room, a club or an event, in characters.</summary>
    public const int IdLength = 26;

    /// <summary>Longest idempotency key, in UTF-16 code units.</summary>
    public const int IdempotencyKeyLengthMax = 64;

    /// <summary>Most ids in one list.</summary>
    public const int IdsMax = 100;

    /// <summary>Most entries of a page.</summary>
    public const int PageSizeMax = 100;

    /// <summary>Entries of a page if the request names no number.</summary>
    public const int PageSizeDefault = 50;

    /// <summary>Longest language tag (BCP 47). RFC 5646 §4.4.1 allows a limit of 35 characters.</summary>
    public const int LanguageTagLengthMax = 35;

    /// <summary>
    /// Longest time that a join waits for its turn at a busy server. A join that would wait longer is refused, with the time
    /// after which to try again. Below the 5 s that clients wait for an answer.
    /// </summary>
    public static readonly TimeSpan JoinWaitMax = TimeSpan.FromSeconds(2);
}
