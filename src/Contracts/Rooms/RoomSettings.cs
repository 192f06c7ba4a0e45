namespace AudioRooms.Contracts.Rooms;

/// <summary>Who may enter.</summary>
public enum RoomKind
{
    /// <summary>Everybody.</summary>
    Open = 1,

    /// <summary>People that a person on stage follows, and people who were asked in.</summary>
    Social = 2,

    /// <summary>Only people who were asked in.</summary>
    Closed = 3,
}

/// <summary>Who may raise a hand.</summary>
public enum HandPolicy
{
    /// <summary>Everybody in the room.</summary>
    Everyone = 1,

    /// <summary>People that a person on stage follows.</summary>
    Followed = 2,

    /// <summary>Nobody.</summary>
    Off = 3,
}

/// <summary>The order of raised hands. Of equal hands the one that was raised first comes first.</summary>
public enum HandOrder
{
    /// <summary>The hands in the order in which they were raised.</summary>
    FirstComeFirstServed = 1,

    /// <summary>The person whose microphone was open for the shortest time in this room comes first.</summary>
    QuietFirst = 2,

    /// <summary>People who have not been on stage in this room come first.</summary>
    FirstTimersFirst = 3,
}

/// <summary>What participants may learn of the audience. Everybody always sees the number of listeners: no listener is
/// hidden.</summary>
public enum AttendancePrivacy
{
    /// <summary>Everybody sees the listeners' names.</summary>
    Names = 1,

    /// <summary>Host and co-hosts see the names, everybody else the number.</summary>
    HostsOnly = 2,

    /// <summary>Everybody sees the number only.</summary>
    CountsOnly = 3,
}

/// <summary>How a room is run. A host may change it while the room is live.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomSettings")]
public sealed record RoomSettings
{
    /// <summary>An open room in which everybody may raise a hand and sees the listeners' names.</summary>
    public static RoomSettings Default { get; } = new();

    /// <summary>Who may enter. While the room is live it can be changed so that more people may enter, never fewer.</summary>
    [Id(0)]
    public RoomKind Kind { get; init; } = RoomKind.Open;

    /// <summary>Who may raise a hand.</summary>
    [Id(1)]
    public HandPolicy HandPolicy { get; init; } = HandPolicy.Everyone;

    /// <summary>The order of raised hands.</summary>
    [Id(2)]
    public HandOrder HandOrder { get; init; } = HandOrder.FirstComeFirstServed;

    /// <summary>What is shown of the audience.</summary>
    [Id(3)]
    public AttendancePrivacy Attendance { get; init; } = AttendancePrivacy.Names;
}
