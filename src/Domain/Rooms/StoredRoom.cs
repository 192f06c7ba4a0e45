using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

/// <summary>The complete state of a room after one of its events, in its stored form. It only saves time: replaying the journal
/// gives the same room.</summary>
public sealed record StoredRoom
{
    /// <summary>Number of this format. A stored room of another format is ignored, and the journal is replayed.</summary>
    public const int Format = 1;

    /// <summary>The first event.</summary>
    public required RoomCreated Created { get; init; }

    /// <summary>Version of the newest event.</summary>
    public required long Version { get; init; }

    public required string Title { get; init; }

    public required ImmutableArray<string> Topics { get; init; }

    public required RoomSettings Settings { get; init; }

    /// <summary>When the room ended; null while it is live.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The people who may be heard.</summary>
    public required StageView Stage { get; init; }

    /// <summary>The source number that was given to the newest stay.</summary>
    public uint LastSource { get; init; }

    /// <summary>The person who holds the room.</summary>
    public required UserId Host { get; init; }

    /// <summary>Co-hosts in the order of succession.</summary>
    public ImmutableArray<UserId> CoHosts { get; init; } = [];

    /// <summary>When the room ends unless a person comes on stage; null if no end is announced.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Since when the host is off the stage; null while on it.</summary>
    public DateTimeOffset? HostAbsentSince { get; init; }

    /// <summary>Since when the stage is empty; null while it is not.</summary>
    public DateTimeOffset? StageEmptySince { get; init; }

    /// <summary>People who were invited to the stage and have not answered.</summary>
    public ImmutableArray<UserId> Invited { get; init; } = [];

    /// <summary>People who declined an invitation to the stage.</summary>
    public ImmutableArray<UserId> Declined { get; init; } = [];

    /// <summary>People who were asked into the room.</summary>
    public ImmutableArray<UserId> AskedIn { get; init; } = [];

    /// <summary>Removed people, and whether each is banned.</summary>
    public ImmutableArray<StoredRemoval> Removed { get; init; } = [];

    /// <summary>True while newcomers cannot enter.</summary>
    public bool IsLocked { get; init; }

    public string? PinnedLink { get; init; }

    public ImmutableArray<RoomLink> Links { get; init; } = [];

    /// <summary>Raised hands in the order in which they were raised.</summary>
    public ImmutableArray<RaisedHand> Hands { get; init; } = [];

    /// <summary>When a hand was last called to the stage.</summary>
    public DateTimeOffset? LastCalledAt { get; init; }

    /// <summary>Mean length of a turn; null before the first.</summary>
    public TimeSpan? MeanTurn { get; init; }

    /// <summary>People who have been on stage.</summary>
    public ImmutableArray<StoredStageTime> History { get; init; } = [];
}

/// <summary>A removed person.</summary>
public sealed record StoredRemoval(UserId User, bool IsBan);

/// <summary>How long a person's microphone was open, and since when it is open now.</summary>
public sealed record StoredStageTime(UserId User, TimeSpan OpenFor, DateTimeOffset? OpenSince);
