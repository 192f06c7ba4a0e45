using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Why a room has another host.</summary>
public enum HostChangeReason
{
    /// <summary>The host handed the room over.</summary>
    HandedOver = 1,

    /// <summary>The host was away from the stage for longer than the grace period.</summary>
    Absent = 2,

    /// <summary>The owner is back on stage.</summary>
    OwnerReturned = 3,
}

/// <summary>Somebody was put out and may not come back.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonRemoved")]
public sealed record PersonRemoved(
    [property: Id(0)] UserId User,
    [property: Id(1)] UserId By,
    [property: Id(2)] bool IsBan) : RoomEvent;

/// <summary>Somebody who was put out may come back.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonReadmitted")]
public sealed record PersonReadmitted([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent;

/// <summary>Somebody was asked into the room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonAskedIn")]
public sealed record PersonAskedIn([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent;

/// <summary>The room has one more co-host, last in the order of succession.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CoHostAppointed")]
public sealed record CoHostAppointed([property: Id(0)] UserId User) : RoomEvent;

/// <summary>The room has one co-host less.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CoHostDismissed")]
public sealed record CoHostDismissed([property: Id(0)] UserId User) : RoomEvent;

/// <summary>The room has another host.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HostChanged")]
public sealed record HostChanged([property: Id(0)] UserId User, [property: Id(1)] HostChangeReason Reason) : RoomEvent;

/// <summary>The door was closed to newcomers, or opened.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LockChanged")]
public sealed record LockChanged([property: Id(0)] bool Locked) : RoomEvent;

/// <summary>A link was pinned, or with null taken down.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkPinned")]
public sealed record LinkPinned([property: Id(0)] string? Url) : RoomEvent;

/// <summary>The room has a new title card.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomRenamed")]
public sealed record RoomRenamed(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<string> Topics) : RoomEvent;

/// <summary>The room is run differently.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SettingsChanged")]
public sealed record SettingsChanged([property: Id(0)] RoomSettings Settings) : RoomEvent;

/// <summary>Nobody is on stage: unless somebody comes, the room ends then.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClosingAnnounced")]
public sealed record ClosingAnnounced([property: Id(0)] DateTimeOffset ClosesAt) : RoomEvent;
