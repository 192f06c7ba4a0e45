namespace AudioRooms.Domain.Discovery;

/// <summary>A stored note that tells the watches of the hallway to read a room or a person again.</summary>
/// <param name="ChangeId">Id of the note.</param>
/// <param name="Subject">Id of the room or the person.</param>
public sealed record HallwayChange(string ChangeId, HallwayChangeKind Kind, string Subject);

/// <summary>What changed. The numbers are stored.</summary>
public enum HallwayChangeKind
{
    /// <summary>A room: it began, ended, was renamed, or its stage changed.</summary>
    Room = 1,

    /// <summary>A person's follows, blocks in either direction, or interests.</summary>
    Person = 2,
}
