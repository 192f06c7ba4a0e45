using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using FsCheck;
using FsCheck.Fluent;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomReplayTests
{
    private static readonly Person[] People = [Owner, Guest, .. Enumerable.Range(0, 14).Select(index => Somebody($"p{index}"))];

    [Fact]
    public void Replay_EmptyHistory_IsNoRoom() => Room.Replay([]).ShouldBeNull();

    [Fact]
    public void Replay_HistoryWithAGap_Throws()
    {
        var created = Room.Create(Id, Command(), Limits, Noon).Events[0];

        Should.Throw<InvalidDataException>(() => Room.Replay([created, new RoomEnded(Owner.Id) { Version = 3, At = Noon }]));
    }

    [Fact]
    public void Replay_HistoryThatDoesNotBeginWithCreation_Throws() =>
        Should.Throw<InvalidDataException>(() => Room.Replay([new RoomEnded(Owner.Id) { Version = 1, At = Noon }]));

    /// <summary>
    /// Any sequence of commands, against a model that is only a list of names: the stage is what the model says, versions are gapless,
    /// sources never come back, nothing happens after the end, and the history alone makes the same room.
    /// </summary>
    [Fact]
    public void AnyCommands_AgainstTheReferenceModel_AgreeAndReplay()
    {
        var steps = Gen.Choose(0, 4).SelectMany(_ => Gen.Choose(0, People.Length - 1), (kind, who) => (Kind: kind, Who: who))
            .ArrayOf().ToArbitrary();

        Prop.ForAll(steps, script => AgreesWithModel(script)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static bool AgreesWithModel((int Kind, int Who)[] script)
    {
        var creation = Room.Create(Id, Command(), Limits, Noon);
        var (room, history) = (creation.After(), new List<RoomEvent>(creation.Events));
        var model = new List<string>();
        var muted = new HashSet<string>();
        var sources = new HashSet<uint>();
        var isEnded = false;

        foreach (var (kind, who) in script)
        {
            var person = People[who];
            var decision = kind switch
            {
                0 or 1 => room.TakeStage(person, Limits, Noon),
                2 => room.LeaveStage(person.Id, Noon),
                3 => room.SetMuted(person.Id, !muted.Contains(person.Handle), Noon),
                _ => room.End(person.Id, Noon),
            };
            var expected = kind switch
            {
                _ when isEnded => kind == 4 && who != 0 ? RoomRejection.NotOwner : RoomRejection.Ended,
                0 or 1 when model.Contains(person.Handle) => RoomRejection.AlreadyOnStage,
                0 or 1 when model.Count == Limits.StageSizeMax => RoomRejection.StageFull,
                2 or 3 when !model.Contains(person.Handle) => RoomRejection.NotOnStage,
                4 when who != 0 => RoomRejection.NotOwner,
                _ => (RoomRejection?)null,
            };
            decision.Rejection.ShouldBe(expected);
            if (expected is not null)
            {
                continue;
            }

            switch (kind)
            {
                case 0 or 1:
                    model.Add(person.Handle);
                    sources.Add(decision.After().LastSource).ShouldBeTrue("a source came back");
                    break;
                case 2:
                    model.Remove(person.Handle);
                    muted.Remove(person.Handle);
                    break;
                case 3:
                    if (!muted.Remove(person.Handle))
                    {
                        muted.Add(person.Handle);
                    }

                    break;
                default:
                    (isEnded, model) = (true, []);
                    break;
            }

            room = decision.After();
            history.AddRange(decision.Events);
            room.Stage.Members.Select(member => member.Person.Handle).ShouldBe(model);
        }

        history.Select(happened => happened.Version).ShouldBe(Enumerable.Range(1, history.Count).Select(version => (long)version));
        var replayed = Room.Replay(history).ShouldNotBeNull();
        replayed.Version.ShouldBe(room.Version);
        replayed.Phase.ShouldBe(room.Phase);
        replayed.LastSource.ShouldBe(room.LastSource);
        replayed.Stage.Members.ShouldBe(room.Stage.Members);
        return true;
    }
}
