namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an inbox: how many notifications a person gets, and how long they are kept.</summary>
public sealed record InboxLimits
{
    /// <summary>Most entries kept; newer ones replace the oldest.</summary>
    public int EntriesMax { get; init; } = 1_000;

    /// <summary>Most items kept in one entry; older ones are only counted.</summary>
    public int ItemsPerEntryMax { get; init; } = 50;

    /// <summary>How long an entry is kept after it last changed.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long an unread entry takes in items of its kind before another entry begins.</summary>
    public TimeSpan GroupedFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Within this time the same act of the same person about the same subject is a repetition and is not notified.
    /// </summary>
    public TimeSpan RepetitionWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Least time between two notifications from a person that the receiver wants to hear of only sometimes.</summary>
    public TimeSpan SparingEvery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most muted sources.</summary>
    public int MutedMax { get; init; } = 500;

    /// <summary>Longest pause of all notifications.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Most people that one person may ask into rooms within an hour.</summary>
    public int AskedInPerHour { get; init; } = 30;

    /// <summary>Most notifications of most kinds within an hour; further ones go into the digest.</summary>
    public int PerHour { get; init; } = 20;

    /// <summary>As <see cref="PerHour"/>, for people and clubs that the receiver follows, because these come in bulk.</summary>
    public int FollowedPerHour { get; init; } = 10;
}
