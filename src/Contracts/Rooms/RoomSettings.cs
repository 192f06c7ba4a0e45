namespace AudioRooms.Contracts.Rooms;

/// <summary>Who may enter.</summary>
public enum RoomKind
{
    /// <summary>Everybody.</summary>
    Open = 1,

    /// <summary>Whom somebody on stage follows, and who was asked in.</summary>
    Social = 2,

    /// <summary>Only who was asked in.</summary>
    Closed = 3,
}

/// <summary>Who may raise a hand.</summary>
public enum HandPolicy
{
    /// <summary>Everybody in the room.</summary>
    Everyone = 1,

    /// <summary>Whom somebody on stage follows.</summary>
    Followed = 2,

    /// <summary>Nobody.</summary>
    Off = 3,
}

/// <summary>Whose turn it is among raised hands. Ties go to the hand that was raised first.</summary>
public enum HandOrder
{
    /// <summary>As they were raised.</summary>
    FirstComeFirstServed = 1,

    /// <summary>Whoever had the microphone open for the least time in this room.</summary>
    QuietFirst = 2,

    /// <summary>Whoever has not been on stage in this room.</summary>
    FirstTimersFirst = 3,
}

/// <summary>What participants may learn of who listens. The count is always shown: no hidden listener.</summary>
public enum AttendancePrivacy
{
    /// <summary>Everybody sees names.</summary>
    Names = 1,

    /// <summary>Host and co-hosts see names, the others the count.</summary>
    HostsOnly = 2,

    /// <summary>Everybody sees the count only.</summary>
    CountsOnly = 3,
}

/// <summary>How a room is run. A host may change it while the room is live.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomSettings")]
public sealed record RoomSettings
{
    /// <summary>An open room as people know it.</summary>
    public static RoomSettings Default { get; } = new();

    /// <summary>Who may enter; may be widened while the room is live, never narrowed.</summary>
    [Id(0)]
    public RoomKind Kind { get; init; } = RoomKind.Open;

    /// <summary>Who may raise a hand.</summary>
    [Id(1)]
    public HandPolicy HandPolicy { get; init; } = HandPolicy.Everyone;

    /// <summary>Whose turn it is.</summary>
    [Id(2)]
    public HandOrder HandOrder { get; init; } = HandOrder.FirstComeFirstServed;

    /// <summary>What is shown of the audience.</summary>
    [Id(3)]
    public AttendancePrivacy Attendance { get; init; } = AttendancePrivacy.Names;
}
