using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Clubs;
using AudioRooms.Protocol.Bounds;
using FsCheck;
using FsCheck.Fluent;
using static AudioRooms.Domain.Tests.Clubs.ClubScenario;

namespace AudioRooms.Domain.Tests.Clubs;

/// <summary>Invariants of a club after any sequence of commands by any people.</summary>
public sealed class ClubSequenceTests
{
    private const int CommandKinds = 14;
    private static readonly Person[] People = [Owner, .. Enumerable.Range(0, 6).Select(index => Somebody($"p{index}"))];
    private static readonly ClubLimits Tight = Limits with { MemberCountMax = 4, FollowerCountMax = 2, PendingCountMax = 2 };

    [Theory]
    [InlineData(ClubKind.Show)]
    [InlineData(ClubKind.Community)]
    [InlineData(ClubKind.Private)]
    public void AnyCommands_ByAnybody_KeepOneOwnerTheCountsAndTheBounds(ClubKind kind)
    {
        var steps = (
            from command in Gen.Choose(0, CommandKinds - 1)
            from actor in Gen.Choose(0, People.Length - 1)
            from target in Gen.Choose(0, People.Length - 1)
            select (command, actor, target)).ArrayOf().ToArbitrary();

        Prop.ForAll(steps, script => Holds(kind, script)).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(150));
    }

    private static bool Holds(ClubKind kind, (int Command, int Actor, int Target)[] script)
    {
        var club = New(kind);
        foreach (var (command, actor, target) in script)
        {
            var before = club;
            var decision = Decide(club, command, People[actor], People[target]);
            if (!decision.IsAccepted)
            {
                continue;
            }

            club = decision.Next;
            club.Seats.Values.Where(seat => seat.Role == ClubRole.Owner).ShouldHaveSingleItem().User.ShouldBe(club.Owner);
            club.MemberCount.ShouldBe(club.Seats.Values.Count(seat => seat.Belongs));
            club.FollowerCount.ShouldBe(club.Seats.Values.Count(seat => seat.Role == ClubRole.Follower));
            club.PendingCount.ShouldBe(club.Seats.Values.Count(seat => seat.Pending != ClubPending.None));
            club.MemberCount.ShouldBeLessThanOrEqualTo(Tight.MemberCountMax);
            club.FollowerCount.ShouldBeLessThanOrEqualTo(Tight.FollowerCountMax);
            club.PendingCount.ShouldBeLessThanOrEqualTo(Tight.PendingCountMax);
            club.Seats.Values.ShouldAllBe(
                seat => seat.Pending == ClubPending.None || seat.Role == ClubRole.None || seat.Role == ClubRole.Follower);
            before.ClosedAt.ShouldBeNull("a closed club accepted a command");

            // The version rises exactly when something changed, and only seats that the decision names as touched differ.
            club.Version.ShouldBe(before.Version + (ReferenceEquals(before, club) ? 0 : 1));
            foreach (var user in People.Select(person => person.Id).Where(user => !decision.Touched.Contains(user)))
            {
                club.Seats.GetValueOrDefault(user).ShouldBe(before.Seats.GetValueOrDefault(user));
            }
        }

        return true;
    }

    private static ClubDecision Decide(Club club, int command, Person actor, Person target) => command switch
    {
        0 => club.Follow(actor, Tight, Noon),
        1 => club.Join(actor, 0, Tight, Noon),
        2 => club.Apply(actor, "hello", 0, Tight, Noon),
        3 => club.Leave(actor.Id),
        4 => club.Approve(actor.Id, target.Id, Tight, Noon),
        5 => club.Reject(actor.Id, target.Id, Noon),
        6 or 7 => club.Invite(club.Owner, target.Id, Tight, Noon),
        8 => club.Appoint(actor.Id, target.Id, ClubRole.Leader, Noon),
        9 => club.Remove(actor.Id, target.Id),
        10 => club.Ban(actor.Id, target.Id, Noon),
        11 => club.Pardon(club.Owner, target.Id),
        12 => club.HandOver(actor.Id, target.Id, Noon),
        _ => actor == target ? club.Close(actor.Id, Noon) : club.Join(target, 0, Tight, Noon),
    };
}
