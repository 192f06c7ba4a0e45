using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>One step of a script.</summary>
/// <param name="Kind">Kind of the step.</param>
/// <param name="Who">Index in <see cref="People"/> of the person who acts.</param>
/// <param name="Whom">Index in <see cref="People"/> of the person that the step concerns.</param>
/// <param name="Dice">Chooses the other arguments: four digits in base 5, so 0 to 624.</param>
/// <param name="Pause">Seconds since the previous step.</param>
internal sealed record RoomStep(RoomStepKind Kind, int Who, int Whom, int Dice, int Pause)
{
    /// <summary>Exclusive upper bound of <see cref="Dice"/>.</summary>
    public const int DiceCount = 5 * 5 * 5 * 5;

    /// <summary>The owner and six others: more people than the stage of the test's limits holds.</summary>
    public static readonly ImmutableArray<Person> People =
        [Owner, .. Enumerable.Range(1, 6).Select(index => Somebody($"p{index}"))];

    private static readonly string?[] Questions = [null, "Why?", " Why? ", "How?", new('?', 141)];
    private static readonly string?[] Urls = [null, "https://a.example/", "https://b.example/", "http://a.example/", "https://x"];
    private static readonly string[] Titles = ["Coffee", " Tea ", "Milk", " ", new('x', 121)];
    private static readonly ImmutableArray<string>[] TopicLists =
        [["code"], [], ["a", "b", "c"], ["a", "b", "c", "d"], ["code", " "]];

    private static readonly RoomKind?[] Kinds = [null, null, RoomKind.Open, RoomKind.Social, RoomKind.Closed];
    private static readonly HandPolicy?[] Policies =
        [null, HandPolicy.Everyone, HandPolicy.Everyone, HandPolicy.Followed, HandPolicy.Off];

    private static readonly HandOrder?[] Orders =
        [null, null, HandOrder.FirstComeFirstServed, HandOrder.QuietFirst, HandOrder.FirstTimersFirst];

    private static readonly AttendancePrivacy?[] Attendances =
        [null, null, AttendancePrivacy.Names, AttendancePrivacy.HostsOnly, AttendancePrivacy.CountsOnly];

    // Two of the five are out of bounds.
    private static readonly TimeSpan[] Lifetimes =
        [TimeSpan.FromSeconds(59), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(8)];

    public Person Actor => People[Who];

    public Person Target => People[Whom];

    public string? Question => Questions[Digit(0)];

    public bool IsFollowed => Digit(1) < 2;

    /// <summary>Whose hand is lowered; null for the actor's own hand.</summary>
    public UserId? HandOf => Digit(0) < 2 ? null : Target.Id;

    public bool IsBan => Digit(0) < 2;

    public bool IsBlocked => Digit(0) == 0;

    /// <summary>New state of the lock or the microphone.</summary>
    public bool IsOn => Digit(0) < 3;

    public string? Url => Urls[Digit(0)];

    public string Title => Titles[Digit(0)];

    public ImmutableArray<string> Topics => TopicLists[Digit(1)];

    public ChangeSettings Settings => new(Kinds[Digit(0)], Policies[Digit(1)], Orders[Digit(2)], Attendances[Digit(3)]);

    public string LinkId => $"link{Digit(0) % 4}";

    public string LinkKey => $"key of {LinkId}";

    public MakeLink Link =>
        new(LinkId, Digit(1) < 2 ? RoomLinkKind.Listener : RoomLinkKind.Speaker, LinkKey, Lifetimes[Digit(2)]);

    /// <summary>When the room was loaded: ten seconds ago, or before the first event.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset now) => Digit(0) == 0 ? now - TimeSpan.FromSeconds(10) : Noon;

    /// <summary>True for every fifth person: the gateways no longer report that person.</summary>
    public bool IsAbsent(UserId user) => People.Index().Single(row => row.Item.Id == user).Index % 5 == Digit(0);

    /// <summary>Executes the step.</summary>
    public RoomDecision Do(Room room, RoomLimits limits, DateTimeOffset now)
    {
        return Kind switch
        {
            RoomStepKind.RaiseHand => Ask(new RaiseHand(Question)),
            RoomStepKind.LowerHand => Ask(new LowerHand(HandOf)),
            RoomStepKind.LowerAllHands => Ask(new LowerAllHands()),
            RoomStepKind.InviteToStage => Ask(new InviteToStage(Target.Id)),
            RoomStepKind.WithdrawInvitation => Ask(new WithdrawInvitation(Target.Id)),
            RoomStepKind.DeclineInvitation => Ask(new DeclineInvitation()),
            RoomStepKind.MoveDown => Ask(new MoveDown(Target.Id)),
            RoomStepKind.MuteSpeaker => Ask(new MuteSpeaker(Target.Id)),
            RoomStepKind.MuteAll => Ask(new MuteAll()),
            RoomStepKind.RemovePerson => Ask(new RemovePerson(Target.Id, IsBan)),
            RoomStepKind.ReadmitPerson => Ask(new ReadmitPerson(Target.Id)),
            RoomStepKind.AppointCoHost => Ask(new AppointCoHost(Target.Id)),
            RoomStepKind.DismissCoHost => Ask(new DismissCoHost(Target.Id)),
            RoomStepKind.HandOver => Ask(new HandOver(Target.Id)),
            RoomStepKind.SetLocked => Ask(new SetLocked(IsOn)),
            RoomStepKind.PinLink => Ask(new PinLink(Url)),
            RoomStepKind.RenameRoom => Ask(new RenameRoom(Title, Topics)),
            RoomStepKind.ChangeSettings => Ask(Settings),
            RoomStepKind.AskIn => Ask(new AskIn(Target.Id)),
            RoomStepKind.MakeLink => Ask(Link),
            RoomStepKind.RevokeLink => Ask(new RevokeLink(LinkId)),
            RoomStepKind.TakeStage => room.TakeStage(Actor, limits, now, IsBlocked),
            RoomStepKind.LeaveStage => room.LeaveStage(Actor.Id, now),
            RoomStepKind.SetMuted => room.SetMuted(Actor.Id, IsOn, now),
            RoomStepKind.End => room.End(Actor.Id, now),
            RoomStepKind.UseLink => room.UseLink(Actor.Id, LinkKey, limits, now),
            RoomStepKind.RemoveFormerMember => room.RemoveFormerMember(Target.Id, limits, now),
            RoomStepKind.Expel => room.Expel(Target.Id, now),
            RoomStepKind.EndForService => room.EndForService(now),
            RoomStepKind.KeepHosted => room.KeepHosted(NotBefore(now), limits, now),
            RoomStepKind.ClearHands => room.ClearHands(IsAbsent, now),
            RoomStepKind.ClearStage => room.ClearStage(IsAbsent, now),
        };

        RoomDecision Ask(RoomCommand command) => room.Decide(Actor, command, IsFollowed, limits, now);
    }

    public override string ToString() => $"\n  {Kind} by {Actor.Handle} about {Target.Handle}, dice {Dice}, {Pause} s later";

    private int Digit(int place) => Dice / (int)Math.Pow(5, place) % 5;
}
