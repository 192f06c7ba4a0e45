using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>
/// Something that happened in a room. The journal keeps every one; what a client gets to see is the wire form. Versions are
/// gapless from 1.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomEvent")]
public abstract record RoomEvent
{
    /// <summary>Place in the room's history: 1 for <see cref="RoomCreated"/>, one more for each event.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>When it was decided, by the silo's clock.</summary>
    [Id(1)]
    public DateTimeOffset At { get; init; }

    /// <summary>
    /// Names the kind of event in the journal, for ever: no other kind gets the name, and a renamed type keeps it.
    /// </summary>
    public abstract string ToStoredName();

    /// <summary>Takes the row of this kind of event out of a table that has one for each kind.</summary>
    public abstract T Match<T>(IRoomEventCases<T> cases);
}

/// <summary>
/// A table with a row for each kind of event. The compiler holds it complete: an event class is not compiled until it can be
/// matched (<see cref="RoomEvent.Match"/>), so it needs a row here, and then every table needs the row before anything else
/// compiles. A switch would take an event that has no row for one of its default arm.
/// </summary>
/// <typeparam name="T">What a row says of its event.</typeparam>
public interface IRoomEventCases<out T>
{
    /// <summary>The row of <see cref="RoomCreated"/>.</summary>
    T CaseOf(RoomCreated happened);

    /// <summary>The row of <see cref="StageTaken"/>.</summary>
    T CaseOf(StageTaken happened);

    /// <summary>The row of <see cref="StageLeft"/>.</summary>
    T CaseOf(StageLeft happened);

    /// <summary>The row of <see cref="MuteChanged"/>.</summary>
    T CaseOf(MuteChanged happened);

    /// <summary>The row of <see cref="RoomEnded"/>.</summary>
    T CaseOf(RoomEnded happened);

    /// <summary>The row of <see cref="HandRaised"/>.</summary>
    T CaseOf(HandRaised happened);

    /// <summary>The row of <see cref="HandLowered"/>.</summary>
    T CaseOf(HandLowered happened);

    /// <summary>The row of <see cref="AllHandsLowered"/>.</summary>
    T CaseOf(AllHandsLowered happened);

    /// <summary>The row of <see cref="StageInvited"/>.</summary>
    T CaseOf(StageInvited happened);

    /// <summary>The row of <see cref="StageInvitationEnded"/>.</summary>
    T CaseOf(StageInvitationEnded happened);

    /// <summary>The row of <see cref="PersonRemoved"/>.</summary>
    T CaseOf(PersonRemoved happened);

    /// <summary>The row of <see cref="PersonReadmitted"/>.</summary>
    T CaseOf(PersonReadmitted happened);

    /// <summary>The row of <see cref="PersonAskedIn"/>.</summary>
    T CaseOf(PersonAskedIn happened);

    /// <summary>The row of <see cref="CoHostAppointed"/>.</summary>
    T CaseOf(CoHostAppointed happened);

    /// <summary>The row of <see cref="CoHostDismissed"/>.</summary>
    T CaseOf(CoHostDismissed happened);

    /// <summary>The row of <see cref="HostChanged"/>.</summary>
    T CaseOf(HostChanged happened);

    /// <summary>The row of <see cref="LockChanged"/>.</summary>
    T CaseOf(LockChanged happened);

    /// <summary>The row of <see cref="LinkPinned"/>.</summary>
    T CaseOf(LinkPinned happened);

    /// <summary>The row of <see cref="RoomRenamed"/>.</summary>
    T CaseOf(RoomRenamed happened);

    /// <summary>The row of <see cref="SettingsChanged"/>.</summary>
    T CaseOf(SettingsChanged happened);

    /// <summary>The row of <see cref="ClosingAnnounced"/>.</summary>
    T CaseOf(ClosingAnnounced happened);

    /// <summary>The row of <see cref="LinkMade"/>.</summary>
    T CaseOf(LinkMade happened);

    /// <summary>The row of <see cref="LinkRevoked"/>.</summary>
    T CaseOf(LinkRevoked happened);
}

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

/// <summary>The room came to be.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCreated")]
public sealed record RoomCreated(
    [property: Id(0)] RoomId Room,
    [property: Id(1)] Person Owner,
    [property: Id(2)] string Title,
    [property: Id(3)] ImmutableArray<string> Topics,
    [property: Id(4)] string Language,
    [property: Id(5)] StagePolicy StagePolicy,
    [property: Id(6)] int ActiveSpeakers) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "created";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>How the room is run; rooms from before there were settings are open ones.</summary>
    [Id(7)]
    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    /// <summary>The club that it belongs to; null if none.</summary>
    [Id(8)]
    public RoomClub? Club { get; init; }
}

/// <summary>Somebody came on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageTaken")]
public sealed record StageTaken([property: Id(0)] StageMember Member) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_taken";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>Somebody left the stage, by their own will or because their device went silent for too long.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageLeft")]
public sealed record StageLeft([property: Id(0)] UserId User, [property: Id(1)] uint Source) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_left";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>The host who moved them down; null if they went themselves or went silent.</summary>
    [Id(2)]
    public UserId? By { get; init; }
}

/// <summary>A microphone on stage was switched.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteChanged")]
public sealed record MuteChanged([property: Id(0)] UserId User, [property: Id(1)] bool Muted) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "mute_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>The host who switched it off; null if the speaker did it themselves.</summary>
    [Id(2)]
    public UserId? By { get; init; }
}

/// <summary>The room closed for everybody; nothing follows.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomEnded")]
public sealed record RoomEnded([property: Id(0)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "ended";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>Nobody was left to hold it: it closed by itself, and <see cref="By"/> is whoever was host.</summary>
    [Id(1)]
    public bool IsAbandoned { get; init; }

    /// <summary>The service ended it, after a report; <see cref="By"/> is whoever was host.</summary>
    [Id(2)]
    public bool IsByService { get; init; }
}

/// <summary>Somebody asks to be called on stage, or changed their question.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandRaised")]
public sealed record HandRaised([property: Id(0)] Person Person, [property: Id(1)] string? Question) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "hand_raised";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A hand went down without its owner coming on stage.</summary>
/// <param name="User">Whose.</param>
/// <param name="By">The host who took it down; null for the owner of the hand, and for a device that went silent.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandLowered")]
public sealed record HandLowered([property: Id(0)] UserId User, [property: Id(1)] UserId? By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "hand_lowered";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A host lowered every hand.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AllHandsLowered")]
public sealed record AllHandsLowered([property: Id(0)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "all_hands_lowered";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A host asked somebody on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageInvited")]
public sealed record StageInvited([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_invited";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>An invitation to the stage is void.</summary>
/// <param name="User">Whose.</param>
/// <param name="WithdrawnBy">The host who took it back; null if it was declined, which nobody else learns.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageInvitationEnded")]
public sealed record StageInvitationEnded([property: Id(0)] UserId User, [property: Id(1)] UserId? WithdrawnBy) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_invitation_ended";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>Somebody was put out and may not come back.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonRemoved")]
public sealed record PersonRemoved(
    [property: Id(0)] UserId User,
    [property: Id(1)] UserId By,
    [property: Id(2)] bool IsBan) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "person_removed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>Somebody who was put out may come back.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonReadmitted")]
public sealed record PersonReadmitted([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "person_readmitted";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>Somebody was asked into the room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonAskedIn")]
public sealed record PersonAskedIn([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "person_asked_in";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has one more co-host, last in the order of succession.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CoHostAppointed")]
public sealed record CoHostAppointed([property: Id(0)] UserId User) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "co_host_appointed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has one co-host less.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CoHostDismissed")]
public sealed record CoHostDismissed([property: Id(0)] UserId User) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "co_host_dismissed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has another host.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HostChanged")]
public sealed record HostChanged([property: Id(0)] UserId User, [property: Id(1)] HostChangeReason Reason) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "host_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The door was closed to newcomers, or opened.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LockChanged")]
public sealed record LockChanged([property: Id(0)] bool Locked) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "lock_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A link was pinned, or with null taken down.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkPinned")]
public sealed record LinkPinned([property: Id(0)] string? Url) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "link_pinned";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has a new title card.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomRenamed")]
public sealed record RoomRenamed(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<string> Topics) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "renamed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room is run differently.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SettingsChanged")]
public sealed record SettingsChanged([property: Id(0)] RoomSettings Settings) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "settings_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>Nobody is on stage: unless somebody comes, the room ends then.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClosingAnnounced")]
public sealed record ClosingAnnounced([property: Id(0)] DateTimeOffset ClosesAt) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "closing_announced";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>There is one more link into the room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkMade")]
public sealed record LinkMade([property: Id(0)] RoomLink Link, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "link_made";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A link leads nowhere any more.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkRevoked")]
public sealed record LinkRevoked([property: Id(0)] string Id, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "link_revoked";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}
