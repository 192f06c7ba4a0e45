using System.Text.Json;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;
using FsCheck;
using FsCheck.Fluent;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomModelTests
{
    private const int Kinds = 15;
    private static readonly RoomLimits Small = new() { StageSizeMax = 4 };
    private static readonly Person[] People = [Owner, .. Enumerable.Range(1, 6).Select(index => Somebody($"p{index}"))];

    /// <summary>
    /// Any sequence of commands by anybody about anybody: the room refuses what the model refuses and looks as the model looks, every
    /// change of the stage is a new epoch, and the history alone makes the same room.
    /// </summary>
    [Fact]
    public void AnyCommands_AgainstTheReferenceModel_AgreeAndReplay()
    {
        // The owner acts in half of the steps, so that something happens.
        var step = Gen.Choose(0, Kinds - 1).SelectMany(
            kind => Gen.Choose(0, (2 * People.Length) - 1),
            (kind, who) => (Kind: kind, Who: who < People.Length ? who : 0)).SelectMany(
            _ => Gen.Choose(0, People.Length - 1), (pair, whom) => (pair.Kind, pair.Who, Whom: whom));

        Prop.ForAll(step.ArrayOf().ToArbitrary(), Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(150));
    }

    private static bool Agrees((int Kind, int Who, int Whom)[] script)
    {
        var created = Room.Create(Id, Command(), Small, Noon);
        var (room, history) = (created.After(), new List<RoomEvent>(created.Events));
        var model = new RoomModel(Owner.Handle, Small);
        foreach (var (kind, who, whom) in script)
        {
            var (actor, user) = (People[who], People[whom].Id);
            var (decision, expected) = kind switch
            {
                0 or 1 => (room.TakeStage(actor, Small, Noon), model.TakeStage(actor.Handle)),
                2 => (room.LeaveStage(actor.Id, Noon), model.LeaveStage(actor.Handle)),
                3 => Both(new RaiseHand(null)),
                4 => Both(new LowerHand(null)),
                5 => Both(new InviteToStage(user)),
                6 => Both(new DeclineInvitation()),
                7 => Both(new MuteSpeaker(user)),
                8 => Both(new MoveDown(user)),
                9 => Both(new RemovePerson(user, IsBan: false)),
                10 => Both(new AppointCoHost(user)),
                11 => Both(new LowerHand(user)),
                12 => Both(new WithdrawInvitation(user)),
                13 => Both(new ReadmitPerson(user)),
                _ => Both(new DismissCoHost(user)),
            };
            (RoomDecision, RoomRejection?) Both(RoomCommand command) =>
                (room.Decide(actor, command, isFollowed: false, Small, Noon), model.Ask(actor.Handle, command));

            decision.Rejection.ShouldBe(expected);
            ShouldGoOnAs(decision, kind, Restored(room), actor, user);
            if (decision.IsAccepted)
            {
                var before = room;
                (room, history) = (decision.Next, [.. history, .. decision.Events]);
                (room.Stage.Epoch > before.Stage.Epoch || room.Stage.Members.SequenceEqual(before.Stage.Members))
                    .ShouldBeTrue("the stage changed within an epoch");
            }

            ShouldLookAs(room, model);
        }

        ShouldLookAs(Room.Replay(history).ShouldNotBeNull(), model);
        history.Select(happened => happened.Version).ShouldBe(Enumerable.Range(1, history.Count).Select(version => (long)version));
        return true;
    }

    // A room that was written down and read again decides as the one that was not.
    private static Room Restored(Room room) =>
        Room.From(JsonSerializer.Deserialize<StoredRoom>(JsonSerializer.Serialize(room.ToStored())).ShouldNotBeNull());

    private static void ShouldGoOnAs(RoomDecision expected, int kind, Room restored, Person actor, UserId user)
    {
        var decision = kind switch
        {
            0 or 1 => restored.TakeStage(actor, Small, Noon),
            2 => restored.LeaveStage(actor.Id, Noon),
            3 => restored.Ask(actor, new RaiseHand(null)),
            6 => restored.Ask(actor, new DeclineInvitation()),
            5 => restored.Ask(actor, new InviteToStage(user)),
            8 => restored.Ask(actor, new MoveDown(user)),
            _ => null,
        };
        if (decision is not null)
        {
            decision.Rejection.ShouldBe(expected.Rejection);
            decision.Events.ShouldBe(expected.Events);
        }
    }

    private static void ShouldLookAs(Room room, RoomModel model)
    {
        var view = room.ToView(0);
        JsonSerializer.Serialize(Restored(room).ToStored()).ShouldBe(JsonSerializer.Serialize(room.ToStored()));
        view.Stage.Members.Select(member => member.Person.Handle).ShouldBe(model.Stage);
        view.Stage.Members.Where(member => member.Muted).Select(member => member.Person.Handle).ShouldBe(model.Muted, ignoreOrder: true);
        view.Hands.Select(hand => hand.Person.Handle).ShouldBe(model.Hands);
        view.Invited.Select(user => user.Value).ShouldBe(model.Invited, ignoreOrder: true);
        view.Removed.Select(user => user.Value).ShouldBe(model.Out, ignoreOrder: true);
        view.CoHosts.Select(user => user.Value).ShouldBe(model.CoHosts);
    }
}
