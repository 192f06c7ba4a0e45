namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an inbox: how much somebody is told, and how long it is kept.</summary>
public sealed record InboxLimits
{
    /// <summary>Most entries kept; the oldest give way.</summary>
    public int EntriesMax { get; init; } = 1_000;

    /// <summary>Most things kept of one entry; the oldest are only counted.</summary>
    public int ItemsPerEntryMax { get; init; } = 50;

    /// <summary>How long an entry is kept after it last changed.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long an unread entry takes in more of its kind before another one begins.</summary>
    public TimeSpan GroupedFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the same thing by the same person about the same subject is a repetition, which is not told.</summary>
    public TimeSpan RepetitionWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often somebody is heard of whom the receiver wants to hear of sometimes.</summary>
    public TimeSpan SparingEvery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most sources muted.</summary>
    public int MutedMax { get; init; } = 500;

    /// <summary>Longest pause.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Most people whom somebody asks into rooms within an hour.</summary>
    public int AskedInPerHour { get; init; } = 30;

    /// <summary>Most things of most kinds that somebody is told of within an hour; what is above joins the digest.</summary>
    public int PerHour { get; init; } = 20;

    /// <summary>As <see cref="PerHour"/>, for what comes from people and clubs that one follows: it comes in bulk.</summary>
    public int FollowedPerHour { get; init; } = 10;
}
