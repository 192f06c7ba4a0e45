using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Rooms;

// What hosts and co-hosts can do to keep order.
public sealed partial record Room
{
    /// <summary>The removed people; true for a ban, which only the host can lift.</summary>
    public ImmutableDictionary<UserId, bool> Removed { get; private init; } = ImmutableDictionary<UserId, bool>.Empty;

    /// <summary>The people who were asked into a social or closed room.</summary>
    public ImmutableHashSet<UserId> AskedIn { get; private init; } = [];

    /// <summary>True while newcomers cannot enter.</summary>
    public bool IsLocked { get; private init; }

    /// <summary>The pinned link, https; null for none.</summary>
    public string? PinnedLink { get; private init; }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(MuteSpeaker command, AskedCommand asked) =>
        MuteSpeaker(asked.Actor.Id, command.User, asked.Now);

    private RoomDecision MuteSpeaker(UserId actor, UserId user, DateTimeOffset now) =>
        CheckRank(actor, user) is { } rejection ? rejection
        : FindOnStage(user) switch
        {
            null => RoomRejection.NotOnStage,
            { Muted: true } => RoomDecision.Unchanged(this),
            _ => Happened(new MuteChanged(user, Muted: true) { By = actor }, now),
        };

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(MuteAll command, AskedCommand asked) =>
        MuteAll(asked.Actor.Id, asked.Now);

    private RoomDecision MuteAll(UserId actor, DateTimeOffset now)
    {
        if (!IsHost(actor))
        {
            return RoomRejection.NotHost;
        }

        var muted = RoomDecision.Unchanged(this);
        foreach (var member in Stage.Members.Where(member => !member.Muted && RankOf(member.Person.Id) < RankOf(actor)))
        {
            muted = muted.Then(room => room.MuteSpeaker(actor, member.Person.Id, now));
        }

        return muted;
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(RemovePerson command, AskedCommand asked) =>
        Remove(asked.Actor.Id, command.User, command.IsBan, asked.Limits, asked.Now);

    private RoomDecision Remove(UserId actor, UserId user, bool isBan, RoomLimits limits, DateTimeOffset now)
    {
        if (CheckRank(actor, user) is { } rejection)
        {
            return rejection;
        }

        if (isBan && RankOf(actor) != StageRole.Host)
        {
            return RoomRejection.Outranked;
        }

        if (Removed.TryGetValue(user, out var isBanned) && (isBanned || !isBan))
        {
            return RoomDecision.Unchanged(this);
        }

        if (!Removed.ContainsKey(user) && Removed.Count >= limits.RemovedMax)
        {
            return RoomRejection.RemovedFull;
        }

        var removed = FindOnStage(user) is null ? RoomDecision.Unchanged(this) : LeaveStage(user, actor, now);
        return removed
            .Then(room =>
                room.CoHosts.Contains(user) ? room.Happened(new CoHostDismissed(user), now) : RoomDecision.Unchanged(room))
            .Then(room => room.Happened(new PersonRemoved(user, actor, isBan), now));
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(ReadmitPerson command, AskedCommand asked) =>
        Readmit(asked.Actor.Id, command.User, asked.Now);

    private RoomDecision Readmit(UserId actor, UserId user, DateTimeOffset now) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : !Removed.TryGetValue(user, out var isBan) ? RoomRejection.NotRemoved
        : isBan && RankOf(actor) != StageRole.Host ? RoomRejection.Outranked
        : Happened(new PersonReadmitted(user, actor), now);

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(SetLocked command, AskedCommand asked) =>
        SetLocked(asked.Actor.Id, command.Locked, asked.Now);

    private RoomDecision SetLocked(UserId actor, bool locked, DateTimeOffset now) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : locked == IsLocked ? RoomDecision.Unchanged(this)
        : Happened(new LockChanged(locked), now);

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(PinLink command, AskedCommand asked) =>
        PinLink(asked.Actor.Id, command.Url, asked.Limits, asked.Now);

    private RoomDecision PinLink(UserId actor, string? url, RoomLimits limits, DateTimeOffset now) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : url is not null && !PlainText.IsHttpsLink(url, limits.LinkLengthMax) ? RoomRejection.LinkInvalid
        : url == PinnedLink ? RoomDecision.Unchanged(this)
        : Happened(new LinkPinned(url), now);

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(RenameRoom command, AskedCommand asked) =>
        Rename(asked.Actor.Id, command.Title, command.Topics, asked.Limits, asked.Now);

    private RoomDecision Rename(UserId actor, string title, ImmutableArray<string> topics, RoomLimits limits, DateTimeOffset now)
    {
        var written = PlainText.Tidy(title);
        topics = [.. topics.Select(PlainText.Tidy)];
        return !IsHost(actor) ? RoomRejection.NotHost
            : CheckTitleCard(written, topics, limits) is { } rejection ? rejection
            : written == Title && topics.SequenceEqual(Topics) ? RoomDecision.Unchanged(this)
            : Happened(new RoomRenamed(written, topics), now);
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(ChangeSettings command, AskedCommand asked) =>
        Change(asked.Actor.Id, command, asked.Now);

    private RoomDecision Change(UserId actor, ChangeSettings change, DateTimeOffset now)
    {
        var settings = Settings with
        {
            Kind = change.Kind ?? Settings.Kind,
            HandPolicy = change.HandPolicy ?? Settings.HandPolicy,
            HandOrder = change.HandOrder ?? Settings.HandOrder,
            Attendance = change.Attendance ?? Settings.Attendance,
        };

        // The kinds are numbered from the most open to the most closed.
        return !IsHost(actor) ? RoomRejection.NotHost
            : settings.Kind > Settings.Kind ? RoomRejection.KindNarrowed
            : settings == Settings ? RoomDecision.Unchanged(this)
            : Happened(new SettingsChanged(settings), now);
    }

    RoomDecision IRoomCommandCases<AskedCommand, RoomDecision>.CaseOf(AskIn command, AskedCommand asked) =>
        AskIn(asked.Actor.Id, command.User, asked.Limits, asked.Now);

    private RoomDecision AskIn(UserId actor, UserId user, RoomLimits limits, DateTimeOffset now) =>
        FindOnStage(actor) is null && !IsHost(actor) ? RoomRejection.NotOnStage
        : Removed.ContainsKey(user) ? RoomRejection.Removed
        : AskedIn.Contains(user) ? RoomDecision.Unchanged(this)
        : AskedIn.Count >= limits.AskedInMax ? RoomRejection.InvitationsFull
        : Happened(new PersonAskedIn(user, actor), now);

    // A moderator must outrank the person: a co-host cannot act against another co-host or the host.
    private RoomRejection? CheckRank(UserId actor, UserId user) =>
        !IsHost(actor) ? RoomRejection.NotHost
        : RankOf(user) >= RankOf(actor) ? RoomRejection.Outranked
        : null;

    Room IRoomEventCases<Room>.CaseOf(PersonRemoved happened) => this with
    {
        Removed = Removed.SetItem(happened.User, happened.IsBan),
        Hands = Hands.Lower(happened.User),
        Invited = Invited.Remove(happened.User),
        AskedIn = AskedIn.Remove(happened.User),
    };

    Room IRoomEventCases<Room>.CaseOf(PersonReadmitted happened) => this with { Removed = Removed.Remove(happened.User) };

    Room IRoomEventCases<Room>.CaseOf(PersonAskedIn happened) => this with { AskedIn = AskedIn.Add(happened.User) };

    Room IRoomEventCases<Room>.CaseOf(LockChanged happened) => this with { IsLocked = happened.Locked };

    Room IRoomEventCases<Room>.CaseOf(LinkPinned happened) => this with { PinnedLink = happened.Url };

    Room IRoomEventCases<Room>.CaseOf(RoomRenamed happened) => this with { Title = happened.Title, Topics = happened.Topics };

    Room IRoomEventCases<Room>.CaseOf(SettingsChanged happened) => this with
    {
        Settings = happened.Settings,
        Hands = happened.Settings.HandPolicy == HandPolicy.Off ? Hands.Clear() : Hands,
    };
}
