using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>Invariants of every room after every step. They do not depend on a model.</summary>
internal static class RoomInvariants
{
    /// <summary>Invariants of a room.</summary>
    public static void ShouldBeSound(this Room room, RoomLimits limits, DateTimeOffset now)
    {
        var onStage = room.Stage.Members.Select(member => member.Person.Id).ToArray();
        onStage.Length.ShouldBeLessThanOrEqualTo(limits.StageSizeMax, "people on stage");
        room.Hands.Hands.Length.ShouldBeLessThanOrEqualTo(limits.HandsMax, "raised hands");
        room.Invited.Count.ShouldBeLessThanOrEqualTo(limits.StageInvitationsMax, "invitations to the stage");
        room.AskedIn.Count.ShouldBeLessThanOrEqualTo(limits.AskedInMax, "people asked in");
        room.Removed.Count.ShouldBeLessThanOrEqualTo(limits.RemovedMax, "people put out");
        room.CoHosts.Length.ShouldBeLessThanOrEqualTo(limits.CoHostsMax, "co-hosts");
        room.Links.Count(link => link.ExpiresAt > now).ShouldBeLessThanOrEqualTo(limits.LinksMax, "links that hold");

        // A person has one place and one role.
        onStage.Distinct().Count().ShouldBe(onStage.Length, "people on stage");
        room.Hands.Hands.DistinctBy(hand => hand.Person.Id).Count().ShouldBe(room.Hands.Hands.Length, "people with a hand up");
        room.CoHosts.Distinct().Count().ShouldBe(room.CoHosts.Length, "people who are co-hosts");
        room.CoHosts.ShouldNotContain(room.Host, "the host is no co-host");
        room.CoHosts.ShouldNotContain(room.Owner.Id, "the owner is no co-host");
        foreach (var member in room.Stage.Members)
        {
            var expected = member.Person.Id == room.Host ? StageRole.Host
                : room.CoHosts.Contains(member.Person.Id) ? StageRole.CoHost
                : StageRole.Speaker;
            member.Role.ShouldBe(expected, $"the role of {member.Person.Handle}");
            member.Source.ShouldBeInRange(1u, room.LastSource);
        }

        onStage.Any(user => room.Hands.Find(user) is not null || room.Invited.Contains(user))
            .ShouldBeFalse("somebody on stage has a hand up or is invited");
        room.Removed.Keys.Any(user => onStage.Contains(user) || room.Hands.Find(user) is not null || room.Invited.Contains(user)
            || room.CoHosts.Contains(user) || room.AskedIn.Contains(user) || room.IsHost(user))
            .ShouldBeFalse("somebody who was put out has a place in the room");
        (room.Settings.HandPolicy != HandPolicy.Off || room.Hands.Hands.IsEmpty).ShouldBeTrue("a hand is up while hands are off");
        (room.ClosesAt is null || onStage.Length == 0).ShouldBeTrue("the room is announced to close with somebody on stage");
        (room.Phase == RoomPhase.Ended || room.StageEmptySince is null == onStage.Length > 0)
            .ShouldBeTrue("since when the stage is empty");
    }

    /// <summary>Invariants of a step.</summary>
    public static void ShouldFollow(this RoomDecision decision, Room before)
    {
        (decision.Next is null).ShouldBe(decision.Rejection is not null, "a refusal and a next state exclude each other");
        if (decision.Next is not { } next)
        {
            decision.Events.ShouldBeEmpty();
            return;
        }

        decision.Events.Select(happened => happened.Version).ShouldBe(
            Enumerable.Range(1, decision.Events.Length).Select(place => before.Version + place), "the versions of the events");
        next.Version.ShouldBe(before.Version + decision.Events.Length);
        (decision.Events.IsEmpty || before.Phase == RoomPhase.Live).ShouldBeTrue("something happened after the end");
        decision.Events.SkipLast(1).OfType<RoomEnded>().ShouldBeEmpty("the end is the last event");

        next.Stage.Epoch.ShouldBeInRange(before.Stage.Epoch, next.Version);
        (next.Stage.Epoch > before.Stage.Epoch || next.Stage.Members.SequenceEqual(before.Stage.Members))
            .ShouldBeTrue("the stage changed within an epoch");
        var taken = decision.Events.OfType<StageTaken>().Select(happened => happened.Member.Source).ToArray();
        taken.ShouldBe(
            Enumerable.Range(1, taken.Length).Select(place => before.LastSource + (uint)place), "the sources of the stays");
    }
}
