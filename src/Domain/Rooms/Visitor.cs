namespace AudioRooms.Domain.Rooms;

/// <summary>
/// What the world outside a room says of somebody at its door. The default is somebody of whom nothing bad is known.
/// </summary>
public readonly record struct Visitor
{
    /// <summary>Somebody on stage, or who holds the room, follows them.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>Somebody on stage, or who holds the room, has blocked them.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The room's club does not let them in: banned, or no member of a club whose rooms are for members.</summary>
    public bool IsOutsideClub { get; init; }

    /// <summary>They have a link into the room that holds.</summary>
    public bool HasLink { get; init; }
}
