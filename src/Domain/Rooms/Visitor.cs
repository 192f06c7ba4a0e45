namespace AudioRooms.Domain.Rooms;

/// <summary>What the room must be told about a person who wants to enter, because it is known elsewhere: follows, blocks, club
/// and link. The default is a stranger without any.</summary>
public readonly record struct Visitor
{
    /// <summary>True if a person on stage, the host, a co-host or the owner follows this person.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>True if a person on stage, the host, a co-host or the owner has blocked this person.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>True if the room's club keeps this person out: banned, or not a member of a club whose rooms are for
    /// members.</summary>
    public bool IsOutsideClub { get; init; }

    /// <summary>True if this person has a valid link into the room.</summary>
    public bool HasLink { get; init; }
}
