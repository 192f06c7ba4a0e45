using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>Names every event of a room by its type. <see cref="RoomModelTests"/> compares the names with the types. A new name
/// does not compile until <see cref="RoomModel"/> says what the event changes.</summary>
internal enum RoomEventKind
{
    RoomCreated,
    StageTaken,
    StageLeft,
    MuteChanged,
    RoomEnded,
    HandRaised,
    HandLowered,
    AllHandsLowered,
    StageInvited,
    StageInvitationEnded,
    PersonRemoved,
    PersonReadmitted,
    PersonAskedIn,
    CoHostAppointed,
    CoHostDismissed,
    HostChanged,
    LockChanged,
    LinkPinned,
    RoomRenamed,
    SettingsChanged,
    ClosingAnnounced,
    LinkMade,
    LinkRevoked,
}

/// <summary>The kind of an event.</summary>
internal static class RoomEventKinds
{
    /// <exception cref="ArgumentException">The event has no name in <see cref="RoomEventKind"/>.</exception>
    public static RoomEventKind KindOf(RoomEvent happened) => Enum.Parse<RoomEventKind>(happened.GetType().Name);
}
