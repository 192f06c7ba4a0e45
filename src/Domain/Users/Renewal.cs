namespace AudioRooms.Domain.Users;

/// <summary>
/// The last renewal of a session. Two tabs of a browser share one refresh token and may present it at the same moment, and a
/// phone's network may lose an answer: for a short time the used token buys the same next pair, so that neither ends the session.
/// </summary>
/// <param name="Presented">The token that was presented.</param>
/// <param name="Next">What was given for it.</param>
/// <param name="At">The time of the renewal.</param>
public sealed record Renewal(RefreshToken Presented, IssuedSession Next, DateTimeOffset At)
{
    /// <summary>How long a used token buys the same pair again.</summary>
    public static readonly TimeSpan RepeatedWithin = TimeSpan.FromSeconds(10);

    /// <summary>Whether the time for repetitions is over.</summary>
    public bool IsOver(DateTimeOffset now) => now - At >= RepeatedWithin;

    /// <summary>
    /// Whether a token repeats this renewal: the one that was presented, in time, and before the next one was used.
    /// </summary>
    public bool Repeats(RefreshToken token, AccountSession session, DateTimeOffset now) =>
        !IsOver(now) && token == Presented && session.SecretHash == Next.Hashes?.SecretHash;
}
