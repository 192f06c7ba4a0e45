namespace AudioRooms.Client;

/// <summary>The server refused the call. <see cref="Exception.Message"/> is one sentence for a person.</summary>
public sealed class RefusedException(string code, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>Name of the refusal, from the closed list of the wire protocol, for example <c>stage_full</c>.</summary>
    public string Code { get; } = code;

    /// <summary>When a new try can succeed; null if trying again does not help.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>When the reason of the refusal ends by itself, for example a suspension; null if it has no end or the server does
    /// not say.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Lets a suspended person appeal; null for every other refusal. A secret.</summary>
    public string? AppealTicket { get; init; }
}
