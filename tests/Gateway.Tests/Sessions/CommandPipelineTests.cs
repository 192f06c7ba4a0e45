using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Commands = AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>A device's commands are carried out in order and bounded in number, and a mute takes effect before them.</summary>
public sealed class CommandPipelineTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public CommandPipelineTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task TakeStage_Accepted_GrantsTheVoiceBeforeTheAnswer()
    {
        var device = await harness.JoinAsync(People.Ada, room.Id);

        (await device.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).Ok.ShouldNotBeNull();

        harness.Cluster.Speaker(room.Id, People.Ada.Id).Grant!.Source.ShouldBe(1u);
        device.Speak(1);
        await device.SettleAsync();
        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TakeStage_Refused_SaysWhy()
    {
        room.Refusal = Commands.RoomRejection.StageFull;
        var device = await harness.JoinAsync(People.Ben, room.Id);

        var answer = await device.AskAsync(new ClientMessage { TakeStage = new TakeStage() });

        answer.Refusal.Code.ShouldBe("stage_full");
        answer.Refusal.Message.ShouldNotBeEmpty();
    }

    public static TheoryData<ClientMessage> Silencers => new(
        new ClientMessage { SetMuted = new SetMuted { Muted = true } },
        new ClientMessage { LeaveStage = new LeaveStage() });

    [Theory]
    [MemberData(nameof(Silencers))]
    public async Task Speak_BehindACommandThatSilences_IsNotHeardEvenBeforeTheRoomAnswers(ClientMessage command)
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);
        var answer = new TaskCompletionSource();
        room.Busy = answer.Task;

        command.RequestId = 7;
        device.Send(command);
        for (var sequence = 1u; sequence <= 100; sequence++)
        {
            device.Speak(sequence);
        }

        await device.SettleAsync();
        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldBeEmpty();
        answer.SetResult();
    }

    [Fact]
    public async Task SetMuted_OffAgain_OpensTheMicrophone()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);
        await device.AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = true } });

        await device.AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = false } });
        device.Speak(1);
        await device.SettleAsync();

        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task EndRoom_ByTheOwner_TellsEverybodyAndClosesThem()
    {
        var owner = await harness.JoinAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        owner.Send(new ClientMessage { RequestId = 9, EndRoom = new EndRoom() });

        (await listener.NextAsync()).Event.RoomEnded.ByUserId.ShouldBe(People.Ada.Id.Value);
        (await listener.NextAsync()).Closing.Code.ShouldBe("room_ended");
        (await listener.Ended)!.Status.ShouldBe(StatusCode.OK);
        (await owner.Ended)!.Status.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Leave_FromTheStage_LeavesItAndEndsTheSession()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);

        (await device.AskAsync(new ClientMessage { Leave = new Leave() })).Ok.ShouldNotBeNull();

        (await device.Ended)!.Code.ShouldBe("left");
        room.View.Stage.Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leave_AndHungUpAtOnce_LeavesTheStage()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);

        device.Transport.Send(new ClientMessage { Leave = new Leave() });
        device.Transport.End();
        await device.Ended;

        room.View.Stage.Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_MoreThanTheBurst_AreRefusedWithTheTimeToWait()
    {
        // Joining used one of the burst of 30.
        var device = await harness.JoinAsync(People.Ben, room.Id);
        for (var request = 1ul; request <= 30; request++)
        {
            device.Send(
                new ClientMessage { RequestId = request, SetLatency = new SetLatency { Latency = LatencyClass.Economy } });
        }

        var answers = new List<ServerMessage>();
        for (var answer = 0; answer < 30; answer++)
        {
            answers.Add(await device.NextAsync());
        }

        answers[..29].ShouldAllBe(answer => answer.Ok != null);
        answers[29].Refusal.Code.ShouldBe("rate_limited");
        answers[29].Refusal.RetryAfterMs.ShouldBe(100u);
    }

    [Fact]
    public async Task Commands_WhileOneIsCarriedOut_WaitForItInOrder()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);
        var busy = new TaskCompletionSource();
        room.Busy = busy.Task;

        device.Send(new ClientMessage { RequestId = 1, SetMuted = new SetMuted { Muted = true } });
        device.Send(new ClientMessage { RequestId = 2, RaiseHand = new RaiseHand() });
        device.Send(new ClientMessage { RequestId = 3, LowerHand = new LowerHand() });
        await device.SettleAsync();
        room.Asked.ShouldBeEmpty();
        busy.SetResult();

        (await AnswersAsync(device, 3)).Select(answer => answer.Ok.RequestId).ShouldBe([1ul, 2ul, 3ul]);
        room.Asked.Select(asked => asked.Command).ShouldBe([new Commands.RaiseHand(""), new Commands.LowerHand(null)]);
    }

    [Fact]
    public async Task Commands_MoreThanMayWait_AreRefused()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);
        var busy = new TaskCompletionSource();
        room.Busy = busy.Task;

        device.Send(new ClientMessage { RequestId = 1, LeaveStage = new LeaveStage() });
        await room.Asking.WaitAsync(Patience);
        for (var request = 2ul; request <= 21; request++)
        {
            device.Send(new ClientMessage { RequestId = request, LeaveStage = new LeaveStage() });
        }

        var refused = await AnswersAsync(device, 4);
        busy.SetResult();
        var carriedOut = await AnswersAsync(device, 17);

        // One command is carried out and 16 wait.
        refused.Select(answer => answer.Refusal.Code).ShouldBe(Enumerable.Repeat("rate_limited", 4));
        refused.Select(answer => answer.Refusal.RequestId).ShouldBe([18ul, 19ul, 20ul, 21ul]);
        carriedOut.Select(answer => answer.Refusal.Code).ShouldBe(Enumerable.Repeat("not_on_stage", 17));
    }

    // The next answers to commands; other messages are dropped, because nothing reads them afterwards.
    private static async Task<List<ServerMessage>> AnswersAsync(FakeDevice device, int count)
    {
        var answers = new List<ServerMessage>();
        while (answers.Count < count)
        {
            var message = await device.NextAsync();
            if (message.Ok is not null || message.Refusal is not null)
            {
                answers.Add(message);
            }
        }

        return answers;
    }
}
