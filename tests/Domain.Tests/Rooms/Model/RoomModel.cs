using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>A simple model of a room: lists of people, changed by each event. It knows only the room's events, so a room that
/// agrees with it after every step shows that the events contain every change.</summary>
internal sealed class RoomModel
{
    public long Version { get; private set; }

    /// <summary>Version of the last change of the stage or of a role.</summary>
    public long Epoch { get; private set; }

    public UserId Owner { get; private set; }

    public UserId Host { get; private set; }

    public List<UserId> CoHosts { get; } = [];

    public StagePolicy StagePolicy { get; private set; }

    public string Title { get; private set; } = "";

    public ImmutableArray<string> Topics { get; private set; } = [];

    public RoomSettings Settings { get; private set; } = RoomSettings.Default;

    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset? ClosesAt { get; private set; }

    public DateTimeOffset? HostAwaySince { get; private set; }

    public DateTimeOffset? StageEmptySince { get; private set; }

    /// <summary>In the order in which they took the stage.</summary>
    public List<(Person Person, uint Source, bool Muted)> Stage { get; } = [];

    public uint LastSource { get; private set; }

    /// <summary>The hands in the order in which they were raised.</summary>
    public List<(Person Person, DateTimeOffset At, string? Question)> Hands { get; } = [];

    public HashSet<UserId> Invited { get; } = [];

    public HashSet<UserId> Declined { get; } = [];

    public HashSet<UserId> AskedIn { get; } = [];

    /// <summary>People who were removed; the value is true for a ban.</summary>
    public Dictionary<UserId, bool> Out { get; } = [];

    public bool IsLocked { get; private set; }

    public string? PinnedLink { get; private set; }

    public List<RoomLink> Links { get; } = [];

    /// <summary>How long each turn of a raised hand took; the newest is last.</summary>
    private List<TimeSpan> Turns { get; } = [];

    private DateTimeOffset? LastCalledAt { get; set; }

    private HashSet<UserId> BeenOnStage { get; } = [];

    private Dictionary<UserId, DateTimeOffset> OpenSince { get; } = [];

    private Dictionary<UserId, TimeSpan> OpenFor { get; } = [];

    /// <summary>Expected length of a turn: three minutes until a turn is known; later each new turn counts for a
    /// quarter.</summary>
    public TimeSpan Turn => Turns.Count == 0
        ? TimeSpan.FromMinutes(3)
        : Turns.Skip(1).Aggregate(Turns[0], (mean, turn) => mean + ((turn - mean) / 4));

    public bool IsOnStage(UserId user) => Stage.Exists(member => member.Person.Id == user);

    public bool HasHandUp(UserId user) => Hands.Exists(hand => hand.Person.Id == user);

    /// <summary>3 for the owner and the host, 2 for a co-host, 1 for everybody else.</summary>
    public int Rank(UserId user) => user == Owner || user == Host ? 3 : CoHosts.Contains(user) ? 2 : 1;

    /// <summary>The role on a badge. The owner of a room with another host is shown as a speaker.</summary>
    public StageRole Role(UserId user) =>
        user == Host ? StageRole.Host : CoHosts.Contains(user) ? StageRole.CoHost : StageRole.Speaker;

    /// <summary>The person whose turn is next comes first.</summary>
    public IEnumerable<UserId> HandsInOrder()
    {
        var users = Hands.Select(hand => hand.Person.Id);
        return Settings.HandOrder switch
        {
            HandOrder.FirstComeFirstServed => users,
            HandOrder.QuietFirst => users.OrderBy(user => OpenFor.GetValueOrDefault(user)),
            HandOrder.FirstTimersFirst =>
                users.Where(user => !BeenOnStage.Contains(user)).Concat(users.Where(BeenOnStage.Contains)),
        };
    }

    /// <summary>Applies one event.</summary>
    public void Add(RoomEvent happened)
    {
        happened.Version.ShouldBe(Version + 1);
        Version++;
        Action change = RoomEventKinds.KindOf(happened) switch
        {
            RoomEventKind.RoomCreated => () => Begin((RoomCreated)happened),
            RoomEventKind.StageTaken => () => Enter((StageTaken)happened),
            RoomEventKind.StageLeft => () => Leave((StageLeft)happened),
            RoomEventKind.MuteChanged => () => Switch((MuteChanged)happened),
            RoomEventKind.RoomEnded => () => Finish((RoomEnded)happened),
            RoomEventKind.HandRaised => () => Raise((HandRaised)happened),
            RoomEventKind.AllHandsLowered => () => Hands.Clear(),
            RoomEventKind.HandLowered => () => Hands.RemoveAll(hand => hand.Person.Id == ((HandLowered)happened).User),
            RoomEventKind.StageInvited => () => Invited.Add(((StageInvited)happened).User),
            RoomEventKind.StageInvitationEnded => () => EndInvitation((StageInvitationEnded)happened),
            RoomEventKind.PersonRemoved => () => Remove((PersonRemoved)happened),
            RoomEventKind.PersonReadmitted => () => Out.Remove(((PersonReadmitted)happened).User),
            RoomEventKind.PersonAskedIn => () => AskedIn.Add(((PersonAskedIn)happened).User),
            RoomEventKind.CoHostAppointed => () => ChangeRoles(() => CoHosts.Add(((CoHostAppointed)happened).User)),
            RoomEventKind.CoHostDismissed => () => ChangeRoles(() => CoHosts.Remove(((CoHostDismissed)happened).User)),
            RoomEventKind.HostChanged => () => ChangeRoles(() => ChangeHost((HostChanged)happened)),
            RoomEventKind.LockChanged => () => IsLocked = ((LockChanged)happened).Locked,
            RoomEventKind.LinkPinned => () => PinnedLink = ((LinkPinned)happened).Url,
            RoomEventKind.RoomRenamed => () => (Title, Topics) = (((RoomRenamed)happened).Title, ((RoomRenamed)happened).Topics),
            RoomEventKind.SettingsChanged => () => Change((SettingsChanged)happened),
            RoomEventKind.ClosingAnnounced => () => ClosesAt = ((ClosingAnnounced)happened).ClosesAt,
            RoomEventKind.LinkMade => () => Open((LinkMade)happened),
            RoomEventKind.LinkRevoked => () => Links.RemoveAll(link => link.Id == ((LinkRevoked)happened).Id),
        };
        change();
    }

    private void Begin(RoomCreated created)
    {
        (Owner, Host) = (created.Owner.Id, created.Owner.Id);
        (Title, Topics, Settings, StagePolicy) = (created.Title, created.Topics, created.Settings, created.StagePolicy);
        (HostAwaySince, StageEmptySince) = (created.At, created.At);
    }

    private void Enter(StageTaken taken)
    {
        var user = taken.Member.Person.Id;
        if (Hands.Find(hand => hand.Person.Id == user) is { Person: not null } called)
        {
            Turns.Add(taken.At - (LastCalledAt > called.At ? LastCalledAt.Value : called.At));
            LastCalledAt = taken.At;
            Hands.Remove(called);
        }

        Invited.Remove(user);
        Declined.Remove(user);
        BeenOnStage.Add(user);
        Stage.Add((taken.Member.Person, taken.Member.Source, taken.Member.Muted));
        LastSource = taken.Member.Source;
        OpenMicrophone(user, !taken.Member.Muted, taken.At);
        (ClosesAt, StageEmptySince) = (null, null);
        HostAwaySince = user == Host ? null : HostAwaySince;
        Epoch = Version;
    }

    private void Leave(StageLeft left)
    {
        Stage.RemoveAll(member => member.Source == left.Source).ShouldBe(1);
        OpenMicrophone(left.User, isOpen: false, left.At);
        StageEmptySince = Stage.Count == 0 ? left.At : null;
        HostAwaySince = left.User == Host ? left.At : HostAwaySince;
        Epoch = Version;
    }

    private void Switch(MuteChanged changed)
    {
        var index = Stage.FindIndex(member => member.Person.Id == changed.User);
        Stage[index] = Stage[index] with { Muted = changed.Muted };
        OpenMicrophone(changed.User, !changed.Muted, changed.At);
        Epoch = Version;
    }

    private void OpenMicrophone(UserId user, bool isOpen, DateTimeOffset at)
    {
        if (OpenSince.Remove(user, out var since))
        {
            OpenFor[user] = OpenFor.GetValueOrDefault(user) + (at - since);
        }

        if (isOpen)
        {
            OpenSince.Add(user, at);
        }
    }

    private void Finish(RoomEnded ended)
    {
        (EndedAt, ClosesAt) = (ended.At, null);
        Stage.Clear();
        Hands.Clear();
        Invited.Clear();
        Epoch = Version;
    }

    private void Raise(HandRaised raised)
    {
        Declined.Remove(raised.Person.Id);
        var index = Hands.FindIndex(hand => hand.Person.Id == raised.Person.Id);
        if (index < 0)
        {
            Hands.Add((raised.Person, raised.At, raised.Question));
        }
        else
        {
            Hands[index] = Hands[index] with { Question = raised.Question };
        }
    }

    private void EndInvitation(StageInvitationEnded ended)
    {
        Invited.Remove(ended.User);
        if (ended.WithdrawnBy is null)
        {
            Declined.Add(ended.User);
        }
    }

    private void Remove(PersonRemoved removed)
    {
        Out[removed.User] = removed.IsBan;
        Hands.RemoveAll(hand => hand.Person.Id == removed.User);
        Invited.Remove(removed.User);
        AskedIn.Remove(removed.User);
    }

    private void ChangeRoles(Action change)
    {
        change();
        Epoch = Version;
    }

    private void ChangeHost(HostChanged changed)
    {
        Host = changed.User;
        CoHosts.Remove(changed.User);
        HostAwaySince = IsOnStage(changed.User) ? null : changed.At;
    }

    private void Change(SettingsChanged changed)
    {
        Settings = changed.Settings;
        if (Settings.HandPolicy == HandPolicy.Off)
        {
            Hands.Clear();
        }
    }

    // Expired links are removed when a new one is made.
    private void Open(LinkMade made)
    {
        Links.RemoveAll(link => link.ExpiresAt <= made.At);
        Links.Add(made.Link);
    }
}
