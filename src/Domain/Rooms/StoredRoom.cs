using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Rooms;

/// <summary>
/// All that a room is after one of its events, in a form that can be written down. A shortcut only:
/// the history makes the same room.
/// </summary>
public sealed record StoredRoom
{
    /// <summary>Which members there are and what they mean. One that was stored in another format is not read.</summary>
    public const int Format = 1;

    /// <summary>How it began.</summary>
    public required RoomCreated Created { get; init; }

    /// <summary>Version of the newest event.</summary>
    public required long Version { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Topics.</summary>
    public required ImmutableArray<string> Topics { get; init; }

    /// <summary>Settings.</summary>
    public required RoomSettings Settings { get; init; }

    /// <summary>When it ended, if it did.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who may be heard.</summary>
    public required StageView Stage { get; init; }

    /// <summary>The source that was given out last.</summary>
    public uint LastSource { get; init; }

    /// <summary>Who holds it.</summary>
    public required UserId Host { get; init; }

    /// <summary>In the order of succession.</summary>
    public ImmutableArray<UserId> CoHosts { get; init; } = [];

    /// <summary>When it closes, if that is announced.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Since when the host is away.</summary>
    public DateTimeOffset? HostAbsentSince { get; init; }

    /// <summary>Since when nobody is on stage.</summary>
    public DateTimeOffset? StageEmptySince { get; init; }

    /// <summary>Who was asked on stage.</summary>
    public ImmutableArray<UserId> Invited { get; init; } = [];

    /// <summary>Who said no.</summary>
    public ImmutableArray<UserId> Declined { get; init; } = [];

    /// <summary>Who was asked in.</summary>
    public ImmutableArray<UserId> AskedIn { get; init; } = [];

    /// <summary>Who was put out, and whether for good.</summary>
    public ImmutableArray<StoredRemoval> Removed { get; init; } = [];

    /// <summary>Whether newcomers are let in.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The pinned link.</summary>
    public string? PinnedLink { get; init; }

    /// <summary>Links into the room.</summary>
    public ImmutableArray<RoomLink> Links { get; init; } = [];

    /// <summary>Raised hands, as they were raised.</summary>
    public ImmutableArray<RaisedHand> Hands { get; init; } = [];

    /// <summary>When a hand was last called up.</summary>
    public DateTimeOffset? LastCalledAt { get; init; }

    /// <summary>How long a turn takes, if known.</summary>
    public TimeSpan? MeanTurn { get; init; }

    /// <summary>Who has been on stage.</summary>
    public ImmutableArray<StoredStageTime> History { get; init; } = [];
}

/// <summary>Somebody who was put out.</summary>
public sealed record StoredRemoval(UserId User, bool IsBan);

/// <summary>How long somebody's microphone was open, and since when it is.</summary>
public sealed record StoredStageTime(UserId User, TimeSpan OpenFor, DateTimeOffset? OpenSince);
