using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>An event of a room. The journal keeps every event; a client sees the wire form of those that it may read. Versions
/// have no gaps and start at 1.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomEvent")]
public abstract record RoomEvent
{
    /// <summary>Place in the room's history: 1 for <see cref="RoomCreated"/>, one more for each event.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>When the room decided it, by the silo's clock.</summary>
    [Id(1)]
    public DateTimeOffset At { get; init; }

    /// <summary>Name of this kind of event in the journal. No other kind ever gets the name, and a renamed class keeps
    /// it.</summary>
    public abstract string ToStoredName();

    /// <summary>Calls the row for this kind of event in a table that has a row for each kind.</summary>
    public abstract T Match<T>(IRoomEventCases<T> cases);
}

/// <summary>A table with a row for each kind of event. The compiler keeps every table complete: a new event class does not
/// compile without <see cref="RoomEvent.Match"/>, which needs a row here, and then no table compiles without that row. A switch
/// would silently send a new event to its default arm.</summary>
/// <typeparam name="T">What a row returns for its event.</typeparam>
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

/// <summary>The room was created.</summary>
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

    /// <summary>The room's settings. Rooms from before there were settings count as open ones.</summary>
    [Id(7)]
    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    /// <summary>The club that the room belongs to; null for none.</summary>
    [Id(8)]
    public RoomClub? Club { get; init; }
}

/// <summary>A person came on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageTaken")]
public sealed record StageTaken([property: Id(0)] StageMember Member) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_taken";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A person left the stage: by their own command, moved by a host, or because every device went silent for too
/// long.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageLeft")]
public sealed record StageLeft([property: Id(0)] UserId User, [property: Id(1)] uint Source) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_left";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>The host who moved the person down; null if the person left or went silent.</summary>
    [Id(2)]
    public UserId? By { get; init; }
}

/// <summary>A microphone on stage was switched on or off.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteChanged")]
public sealed record MuteChanged([property: Id(0)] UserId User, [property: Id(1)] bool Muted) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "mute_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>The host who switched it off; null if the speaker did it.</summary>
    [Id(2)]
    public UserId? By { get; init; }
}

/// <summary>The room ended. No event follows.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomEnded")]
public sealed record RoomEnded([property: Id(0)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "ended";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);

    /// <summary>True if the room ended by itself because nobody was left to hold it. <see cref="By"/> is then the last
    /// host.</summary>
    [Id(1)]
    public bool IsAbandoned { get; init; }

    /// <summary>True if the service ended the room after a report. <see cref="By"/> is then the last host.</summary>
    [Id(2)]
    public bool IsByService { get; init; }
}

/// <summary>A person raised a hand, or changed the question.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandRaised")]
public sealed record HandRaised([property: Id(0)] Person Person, [property: Id(1)] string? Question) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "hand_raised";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A hand was lowered without its owner coming on stage.</summary>
/// <param name="User">The owner of the hand.</param>
/// <param name="By">The host who lowered it; null if the owner did or the owner's devices went silent.</param>
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

/// <summary>A host invited a person to the stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageInvited")]
public sealed record StageInvited([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_invited";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>An invitation to the stage ended without being accepted.</summary>
/// <param name="User">The invited person.</param>
/// <param name="WithdrawnBy">The host who withdrew it; null if the person declined, which nobody else is told.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageInvitationEnded")]
public sealed record StageInvitationEnded([property: Id(0)] UserId User, [property: Id(1)] UserId? WithdrawnBy) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "stage_invitation_ended";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A host removed a person, who may not come back until readmitted.</summary>
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

/// <summary>A removed person may enter again.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonReadmitted")]
public sealed record PersonReadmitted([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "person_readmitted";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A person on stage let a person into the room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonAskedIn")]
public sealed record PersonAskedIn([property: Id(0)] UserId User, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "person_asked_in";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has one more co-host, the last in the order of succession.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CoHostAppointed")]
public sealed record CoHostAppointed([property: Id(0)] UserId User) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "co_host_appointed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has one co-host fewer.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CoHostDismissed")]
public sealed record CoHostDismissed([property: Id(0)] UserId User) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "co_host_dismissed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>Another person is now the host.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HostChanged")]
public sealed record HostChanged([property: Id(0)] UserId User, [property: Id(1)] HostChangeReason Reason) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "host_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room was locked against newcomers, or unlocked.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LockChanged")]
public sealed record LockChanged([property: Id(0)] bool Locked) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "lock_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A link was pinned, or with null unpinned.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkPinned")]
public sealed record LinkPinned([property: Id(0)] string? Url) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "link_pinned";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The room has a new title and new topics.</summary>
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

/// <summary>The room's settings changed.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SettingsChanged")]
public sealed record SettingsChanged([property: Id(0)] RoomSettings Settings) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "settings_changed";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>The stage is empty: the room ends at this time unless a person comes on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClosingAnnounced")]
public sealed record ClosingAnnounced([property: Id(0)] DateTimeOffset ClosesAt) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "closing_announced";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A link into the room was created.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkMade")]
public sealed record LinkMade([property: Id(0)] RoomLink Link, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "link_made";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}

/// <summary>A link into the room was revoked.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkRevoked")]
public sealed record LinkRevoked([property: Id(0)] string Id, [property: Id(1)] UserId By) : RoomEvent
{
    /// <inheritdoc/>
    public override string ToStoredName() => "link_revoked";

    /// <inheritdoc/>
    public override T Match<T>(IRoomEventCases<T> cases) => cases.CaseOf(this);
}
