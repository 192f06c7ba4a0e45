namespace AudioRooms.Domain.Discovery;

/// <summary>A note that a watch of the hallway has to look at something again.</summary>
/// <param name="ChangeId">Of the note.</param>
/// <param name="Kind">What changed.</param>
/// <param name="Subject">Id of the room or the person.</param>
public sealed record HallwayChange(string ChangeId, HallwayChangeKind Kind, string Subject);

/// <summary>What changed. Stored by number.</summary>
public enum HallwayChangeKind
{
    /// <summary>A room: it began, ended, is called otherwise, or its stage changed.</summary>
    Room = 1,

    /// <summary>Whom a person follows, has blocked or is blocked by, or what they are interested in.</summary>
    Person = 2,
}
