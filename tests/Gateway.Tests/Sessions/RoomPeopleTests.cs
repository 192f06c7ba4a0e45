using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class RoomPeopleTests : IAsyncLifetime, IDisposable
{
    private static readonly Person Cem = new(new UserId(Contracts.Identifiers.NewId()), "cem", "Cem");

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public RoomPeopleTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    public static TheoryData<ClientMessage, Contracts.Rooms.RoomCommand> Commands
    {
        get
        {
            var id = People.Ben.Id.Value;
            var ben = People.Ben.Id;
            return new()
            {
                { new ClientMessage { RaiseHand = new RaiseHand { Question = "Why?" } }, new Contracts.Rooms.RaiseHand("Why?") },
                { new ClientMessage { LowerHand = new LowerHand() }, new Contracts.Rooms.LowerHand(null) },
                { new ClientMessage { LowerHand = new LowerHand { UserId = id } }, new Contracts.Rooms.LowerHand(ben) },
                { new ClientMessage { InviteToStage = new InviteToStage { UserId = id } },
                  new Contracts.Rooms.InviteToStage(ben) },
                { new ClientMessage { WithdrawInvitation = new WithdrawInvitation { UserId = id } },
                  new Contracts.Rooms.WithdrawInvitation(ben) },
                { new ClientMessage { DeclineInvitation = new DeclineInvitation() }, new Contracts.Rooms.DeclineInvitation() },
                { new ClientMessage { MoveDown = new MoveDown { UserId = id } }, new Contracts.Rooms.MoveDown(ben) },
                { new ClientMessage { MuteSpeaker = new MuteSpeaker { UserId = id } }, new Contracts.Rooms.MuteSpeaker(ben) },
                { new ClientMessage { LowerAllHands = new LowerAllHands() }, new Contracts.Rooms.LowerAllHands() },
                { new ClientMessage { MuteAll = new MuteAll() }, new Contracts.Rooms.MuteAll() },
                { new ClientMessage { RemovePerson = new RemovePerson { UserId = id } },
                  new Contracts.Rooms.RemovePerson(ben, false) },
                { new ClientMessage { RemovePerson = new RemovePerson { UserId = id, Ban = true } },
                  new Contracts.Rooms.RemovePerson(ben, true) },
                { new ClientMessage { ReadmitPerson = new ReadmitPerson { UserId = id } },
                  new Contracts.Rooms.ReadmitPerson(ben) },
                { new ClientMessage { AppointCoHost = new AppointCoHost { UserId = id } },
                  new Contracts.Rooms.AppointCoHost(ben) },
                { new ClientMessage { DismissCoHost = new DismissCoHost { UserId = id } },
                  new Contracts.Rooms.DismissCoHost(ben) },
                { new ClientMessage { HandOver = new HandOver { UserId = id } }, new Contracts.Rooms.HandOver(ben) },
                { new ClientMessage { SetLocked = new SetLocked { Locked = true } }, new Contracts.Rooms.SetLocked(true) },
                { new ClientMessage { PinLink = new PinLink { Url = "https://a.org/" } },
                  new Contracts.Rooms.PinLink("https://a.org/") },
                { new ClientMessage { PinLink = new PinLink() }, new Contracts.Rooms.PinLink(null) },
                { new ClientMessage { AskIn = new AskIn { UserId = id } }, new Contracts.Rooms.AskIn(ben) },
                {
                    new ClientMessage { ChangeSettings = new ChangeSettings { HandOrder = HandOrder.QuietFirst } },
                    new Contracts.Rooms.ChangeSettings(null, null, Contracts.Rooms.HandOrder.QuietFirst, null)
                },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_OfAParticipant_ReachesTheRoomInTheNameOfTheConnection(
        ClientMessage message, Contracts.Rooms.RoomCommand expected)
    {
        var device = await harness.JoinAsync(Cem, room.Id);

        (await device.AskAsync(message.Clone())).Ok.ShouldNotBeNull();

        room.Asked.ShouldHaveSingleItem().ShouldBe((Cem, expected));
    }

    [Fact]
    public async Task RenameRoom_WithTopics_ReachesTheRoom()
    {
        var device = await harness.JoinAsync(Cem, room.Id);

        await device.AskAsync(new ClientMessage { RenameRoom = new RenameRoom { Title = "Tea", Topics = { "leaves" } } });

        var rename = room.Asked.ShouldHaveSingleItem().Command.ShouldBeOfType<Contracts.Rooms.RenameRoom>();
        rename.Title.ShouldBe("Tea");
        rename.Topics.ShouldBe(["leaves"]);
    }

    [Fact]
    public async Task MoveDown_PersonMayStillBeHeardSomewhere_IsAnsweredWhenNotAndOtherCommandsGoOn()
    {
        var unreached = new TaskCompletionSource();
        room.Unsettled = unreached.Task;
        var device = await harness.JoinAsync(People.Ada, room.Id);

        device.Send(new ClientMessage { RequestId = 1_000, MoveDown = new MoveDown { UserId = People.Ben.Id.Value } });
        (await device.AskAsync(new ClientMessage { SetLocked = new SetLocked { Locked = true } })).Ok.ShouldNotBeNull();

        room.Settling.ShouldBe([room.View.Stage.Epoch]);
        unreached.SetResult();
        (await device.Transport.NextAsync()).Ok.RequestId.ShouldBe(1_000u);
    }

    [Fact]
    public async Task MoveDown_RoomCannotSayWhetherItHolds_IsNotAcknowledged()
    {
        room.Unsettled = Task.FromException(new TimeoutException());
        var device = await harness.JoinAsync(People.Ada, room.Id);

        var answer = await device.AskAsync(new ClientMessage { MoveDown = new MoveDown { UserId = People.Ben.Id.Value } });

        answer.Refusal.Code.ShouldBe("unavailable");
    }

    [Fact]
    public async Task Command_TheRoomRefuses_IsAnsweredWithItsCode()
    {
        var device = await harness.JoinAsync(Cem, room.Id);
        room.Refusal = Contracts.Rooms.RoomRejection.HandsOff;

        (await device.AskAsync(new ClientMessage { RaiseHand = new RaiseHand() })).Refusal.Code.ShouldBe("hands_off");
    }

    [Fact]
    public async Task Command_AboutAnIdThatIsNone_IsNotAsked()
    {
        var device = await harness.JoinAsync(Cem, room.Id);

        var answer = await device.AskAsync(new ClientMessage { MuteSpeaker = new MuteSpeaker { UserId = "ben" } });

        answer.Refusal.Code.ShouldBe("user_id_invalid");
        room.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task ChangeSettings_AValueThatDoesNotExist_IsNotAsked()
    {
        var device = await harness.JoinAsync(Cem, room.Id);

        var answer = await device.AskAsync(
            new ClientMessage { ChangeSettings = new ChangeSettings { HandPolicy = (HandPolicy)77 } });

        answer.Refusal.Code.ShouldBe("value_unknown");
        room.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task HandRaised_IsReadByHostsAndWhoseHandItIs_OthersGetTheVersion()
    {
        var host = await harness.JoinAsync(People.Ada, room.Id);
        var raiser = await harness.JoinAsync(People.Ben, room.Id);
        var other = await harness.JoinAsync(Cem, room.Id);

        await RaiseAsync(People.Ben);

        (await host.NextAsync()).Event.HandRaised.Question.ShouldBe("Why?");
        (await raiser.NextAsync()).Event.HandRaised.ShouldNotBeNull();
        (await raiser.NextAsync()).HandPlace.Position.ShouldBe(1u);
        var bare = (await other.NextAsync()).Event;
        bare.BodyCase.ShouldBe(RoomEvent.BodyOneofCase.None);
        bare.Version.ShouldBe(2ul);
    }

    [Fact]
    public async Task Join_HandsAreUp_OnlyHostsSeeWhose()
    {
        await harness.JoinAsync(Cem, room.Id);
        await RaiseAsync(People.Ben);

        var host = await harness.JoinAsync(People.Ada, room.Id);
        var raiser = await harness.JoinAsync(People.Ben, room.Id);

        host.Joined!.Room.Hands.ShouldHaveSingleItem().Person.Handle.ShouldBe("ben");
        raiser.Joined!.Room.Hands.ShouldBeEmpty();
        raiser.Joined.Room.HandCount.ShouldBe(1u);
        raiser.Joined.Room.MyHand.Position.ShouldBe(1u);
    }

    [Fact]
    public async Task HandRaised_InTheAudience_HearsAtTheInteractivePaceUntilItGoesDown()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);
        ListenersOf(LatencyClass.Interactive).ShouldBe(0);

        await RaiseAsync(People.Ben);
        ListenersOf(LatencyClass.Interactive).ShouldBe(1);

        await room.HappenAsync(new Contracts.Rooms.HandLowered(People.Ben.Id, null), view => view with { Hands = [] });
        ListenersOf(LatencyClass.Interactive).ShouldBe(0);
        await device.SettleAsync();
    }

    [Fact]
    public async Task StageInvitationEnded_Declined_IsReadByNobodyElse()
    {
        var host = await harness.JoinAsync(People.Ada, room.Id);

        await room.HappenAsync(new Contracts.Rooms.StageInvitationEnded(People.Ben.Id, WithdrawnBy: null), view => view);

        (await host.NextAsync()).Event.BodyCase.ShouldBe(RoomEvent.BodyOneofCase.None);
    }

    [Fact]
    public async Task PersonRemoved_Connected_IsSentAwayAndNotTakenBack()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        await room.HappenAsync(
            new Contracts.Rooms.PersonRemoved(People.Ben.Id, People.Ada.Id, IsBan: false),
            view => view with { Removed = [People.Ben.Id] });

        (await device.Ended)!.Status.ShouldBe(StatusCode.PermissionDenied);
        device.Take().Last().Closing.Code.ShouldBe("removed");
    }

    [Fact]
    public async Task Join_Removed_IsRefused()
    {
        room.JoinRefusal = Contracts.Rooms.RoomRejection.Removed;
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value } });

        (await device.Ended)!.Code.ShouldBe("removed");
    }

    [Fact]
    public async Task Join_RemovedBetweenTheRoomsAnswerAndThePost_IsSentAway()
    {
        await harness.JoinAsync(Cem, room.Id);
        await room.HappenAsync(
            new Contracts.Rooms.PersonRemoved(People.Ben.Id, People.Ada.Id, IsBan: false),
            view => view with { Removed = [People.Ben.Id] });
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value } });

        (await device.Ended)!.Code.ShouldBe("removed");
    }

    [Fact]
    public async Task Join_LockedRoom_TakesBackWhoLostTheNetworkAndNoNewcomer()
    {
        await harness.JoinAsync(Cem, room.Id);
        var first = await harness.JoinAsync(People.Ben, room.Id);
        first.Transport.End();
        await first.Ended;
        room.JoinRefusal = Contracts.Rooms.RoomRejection.Locked;

        var newcomer = harness.Connect(People.Ada);
        newcomer.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value, ResumeToken = first.Joined!.ResumeToken } });
        (await newcomer.Ended)!.Code.ShouldBe("room_locked");

        var back = harness.Connect(People.Ben);
        back.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value, ResumeToken = first.Joined.ResumeToken } });
        (await back.NextAsync()).Joined.ShouldNotBeNull();
    }

    [Fact]
    public async Task StageLeft_MovedDownByAHost_IsSilentAtOnceAndLosesTheGrant()
    {
        var speaker = await harness.JoinStageAsync(People.Ben, room.Id);
        var source = room.View.Stage.Members[0].Source;

        await room.HappenAsync(
            new Contracts.Rooms.StageLeft(People.Ben.Id, source) { By = People.Ada.Id },
            view => view with
            {
                Stage = new Contracts.Rooms.StageView(view.Version + 1, ImmutableArray<Contracts.Rooms.StageMember>.Empty),
            });
        speaker.Speak(1);
        await speaker.SettleAsync();

        harness.Cluster.Speaker(room.Id, People.Ben.Id).Heard.ShouldBeEmpty();
        harness.Cluster.Speaker(room.Id, People.Ben.Id).Grant.ShouldBeNull();
    }

    [Fact]
    public async Task CoHostAppointed_Connected_GetsTheQueueOfHands()
    {
        var device = await harness.JoinAsync(Cem, room.Id);
        await RaiseAsync(People.Ben);

        await room.HappenAsync(new Contracts.Rooms.CoHostAppointed(Cem.Id), view => view with { CoHosts = [Cem.Id] });
        await device.SettleAsync();

        device.Take().Single(message => message.Snapshot is not null).Snapshot.Hands.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Presence_HandIsUp_IsReported()
    {
        await harness.JoinAsync(People.Ben, room.Id);
        await RaiseAsync(People.Ben);

        await harness.Rooms.HeartbeatAsync();

        harness.Cluster.ListenerGrainsOf(room.Id).Single().Reports[^1].Hands.ShouldBe([People.Ben.Id]);
    }

    private Task RaiseAsync(Person person) => room.HappenAsync(
        new Contracts.Rooms.HandRaised(person, "Why?"),
        view => view with
        {
            Hands = [new Contracts.Rooms.HandView(person, DateTimeOffset.UnixEpoch, "Why?", TimeSpan.FromMinutes(3))],
        });

    private long ListenersOf(LatencyClass latency) => harness.Metrics.ListenersAt(latency);
}
