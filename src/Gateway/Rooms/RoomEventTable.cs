using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

/// <summary>Who may read an event. All others learn only that there was an event, with its version and time.</summary>
/// <param name="ToEverybody">True if everybody in the room may read it.</param>
/// <param name="ToHosts">True if the host, the co-hosts and the owner may read it.</param>
/// <param name="Subject">The person that the event concerns, if that person may read it.</param>
internal readonly record struct EventReaders(bool ToEverybody, bool ToHosts, UserId? Subject)
{
    public static EventReaders Everybody { get; } = new(ToEverybody: true, ToHosts: true, Subject: null);

    public static EventReaders Hosts { get; } = new(ToEverybody: false, ToHosts: true, Subject: null);

    public static EventReaders Nobody { get; }

    public static EventReaders HostsAnd(UserId subject) => new(ToEverybody: false, ToHosts: true, subject);

    public static EventReaders Only(UserId subject) => new(ToEverybody: false, ToHosts: false, subject);

    public bool Include(UserId viewer, bool isHost) => ToEverybody || (ToHosts && isHost) || Subject == viewer;
}

/// <summary>A row of the table: one event, for the devices of this gateway.</summary>
/// <param name="Readers">Who may read the event.</param>
/// <param name="Whole">The event in the wire's form. Devices share the message, so it must not be changed.</param>
/// <param name="Effect">What the event changes for devices, apart from being sent; null for nothing.</param>
internal readonly record struct RoomEventRow(
    EventReaders Readers, Wire.V1.RoomEvent Whole, Action<DeviceUpdates, RoomView>? Effect = null)
{
    /// <summary>The event's number in the room's history.</summary>
    public long Version => (long)Whole.Version;

    /// <summary>The one person who may read more than others; null if there is none.</summary>
    public UserId? Subject => Readers.ToEverybody ? null : Readers.Subject;

    /// <summary>The event as one person may see it.</summary>
    public Wire.V1.RoomEvent For(UserId viewer, bool isHost) => Readers.Include(viewer, isHost)
        ? Whole
        : new() { Version = Whole.Version, AtUnixMs = Whole.AtUnixMs };
}

/// <summary>
/// The table of a room's events at the gateway: who may read each event, its wire form, and what it changes for devices. An event
/// without a row could be readable by everybody by accident. Here such an event does not compile (see
/// <see cref="IRoomEventCases{T}"/>).
/// </summary>
internal sealed class RoomEventTable : IRoomEventCases<RoomEventRow>
{
    private static readonly RoomEventTable Rows = new();

    private RoomEventTable()
    {
    }

    /// <summary>The row of an event.</summary>
    public static RoomEventRow RowOf(RoomEvent happened)
    {
        var row = happened.Match(Rows);
        row.Whole.Version = (ulong)happened.Version;
        row.Whole.AtUnixMs = happened.At.ToUnixTimeMilliseconds();
        return row;
    }

    // Devices get a new room as a snapshot; its first event concerns the journal only.
    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(RoomCreated happened) => new(EventReaders.Nobody, new());

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(StageTaken happened) => new(EventReaders.Everybody, new()
    {
        StageTaken = new() { Member = WireViews.Of(happened.Member) },
    },
    (updates, _) => updates.TakeStage(happened.Member.Person.Id));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(StageLeft happened) => new(EventReaders.Everybody, new()
    {
        StageLeft = new() { UserId = happened.User.Value, Source = happened.Source, ByUserId = IdOf(happened.By) },
    },
    (updates, _) => updates.LeaveStage(happened));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(MuteChanged happened) => new(EventReaders.Everybody, new()
    {
        MuteChanged = new() { UserId = happened.User.Value, Muted = happened.Muted, ByUserId = IdOf(happened.By) },
    });

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(RoomEnded happened) => new(EventReaders.Everybody, new()
    {
        RoomEnded = new() { ByUserId = happened.IsAbandoned || happened.IsByService ? "" : happened.By.Value },
    },
    static (updates, view) => updates.End(view));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(HandRaised happened) => new(EventReaders.HostsAnd(happened.Person.Id), new()
    {
        HandRaised = new() { Person = WireViews.Of(happened.Person), Question = happened.Question ?? "" },
    },
    (updates, view) => updates.RaiseHand(happened.Person.Id, view));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(HandLowered happened) => new(EventReaders.HostsAnd(happened.User), new()
    {
        HandLowered = new() { UserId = happened.User.Value, ByUserId = IdOf(happened.By) },
    },
    (updates, _) => updates.LowerHand(happened.User));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(AllHandsLowered happened) => new(EventReaders.Everybody, new()
    {
        AllHandsLowered = new() { ByUserId = happened.By.Value },
    },
    static (updates, _) => updates.LowerAllHands());

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(StageInvited happened) => new(EventReaders.HostsAnd(happened.User), new()
    {
        StageInvited = new() { UserId = happened.User.Value, ByUserId = happened.By.Value },
    },
    (updates, _) => updates.Invite(happened.User));

    // Only the invited person learns of an invitation that was declined or accepted; hosts learn of one that a host withdrew.
    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(StageInvitationEnded happened) => new(
        happened.WithdrawnBy is null ? EventReaders.Only(happened.User) : EventReaders.HostsAnd(happened.User),
        new()
        {
            StageInvitationEnded = new() { UserId = happened.User.Value, WithdrawnByUserId = IdOf(happened.WithdrawnBy) },
        },
        (updates, _) => updates.EndInvitation(happened.User));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(PersonRemoved happened) => new(EventReaders.Hosts, new()
    {
        PersonRemoved = new() { UserId = happened.User.Value, ByUserId = happened.By.Value, Ban = happened.IsBan },
    },
    (updates, _) => updates.Remove(happened.User));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(PersonReadmitted happened) => new(EventReaders.Hosts, new()
    {
        PersonReadmitted = new() { UserId = happened.User.Value, ByUserId = happened.By.Value },
    });

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(PersonAskedIn happened) => new(EventReaders.Hosts, new()
    {
        PersonAskedIn = new() { UserId = happened.User.Value, ByUserId = happened.By.Value },
    });

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(CoHostAppointed happened) => new(EventReaders.Everybody, new()
    {
        CoHostAppointed = new() { UserId = happened.User.Value },
    },
    (updates, view) => updates.SendSnapshots(happened.User, view));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(CoHostDismissed happened) => new(EventReaders.Everybody, new()
    {
        CoHostDismissed = new() { UserId = happened.User.Value },
    },
    (updates, view) => updates.SendSnapshots(happened.User, view));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(HostChanged happened) => new(EventReaders.Everybody, new()
    {
        HostChanged = new()
        {
            UserId = happened.User.Value,
            Reason = happened.Reason switch
            {
                HostChangeReason.HandedOver => Wire.V1.HostChangeReason.HandedOver,
                HostChangeReason.Absent => Wire.V1.HostChangeReason.Absent,
                HostChangeReason.OwnerReturned => Wire.V1.HostChangeReason.OwnerReturned,
            },
        },
    },
    (updates, view) => updates.SendSnapshots(happened.User, view));

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(LockChanged happened) => new(EventReaders.Everybody, new()
    {
        LockChanged = new() { Locked = happened.Locked },
    });

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(LinkPinned happened) => new(EventReaders.Everybody, new()
    {
        LinkPinned = new() { Url = happened.Url ?? "" },
    });

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(RoomRenamed happened) => new(EventReaders.Everybody, new()
    {
        RoomRenamed = new() { Title = happened.Title, Topics = { happened.Topics } },
    });

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(SettingsChanged happened) => new(EventReaders.Everybody, new()
    {
        SettingsChanged = new() { Settings = RoomSettingsOnWire.Of(happened.Settings) },
    },
    happened.Settings.HandPolicy == HandPolicy.Off ? static (updates, _) => updates.LowerAllHands() : null);

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(ClosingAnnounced happened) => new(EventReaders.Everybody, new()
    {
        ClosingAnnounced = new() { ClosesAtUnixMs = happened.ClosesAt.ToUnixTimeMilliseconds() },
    });

    // Hosts read the list of links by a call. The key in the event is secret.
    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(LinkMade happened) => new(EventReaders.Nobody, new());

    RoomEventRow IRoomEventCases<RoomEventRow>.CaseOf(LinkRevoked happened) => new(EventReaders.Nobody, new());

    private static string IdOf(UserId? user) => user?.Value ?? "";
}
