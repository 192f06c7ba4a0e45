using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;

namespace AudioRooms.Grains.Tests.Media;

/// <summary>A listener grain misses the notification that a person left the stage, and that person's device still publishes: the
/// worst case.</summary>
public sealed class GhostTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>, IAsyncLifetime
{
    // For the rounding of a clock that counts from the year 1, and of timers.
    // The clock must not move before the room waits by it.
    private async Task<Task> BeginToSettleAsync(long epoch)
    {
        var waits = time.WhenDelayedAsync(StageTerms.Lease + StageTerms.Margin + TimeSpan.FromMilliseconds(1));
        var settled = Room.SettleStageAsync(epoch);
        await waits;
        return settled;
    }

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);
    private static readonly Person Ada = new(new UserId("ada"), "ada", "Ada");
    private static readonly Person Ben = new(new UserId("ben"), "ben", "Ben");

    private readonly RoomId id = new(Identifiers.NewId());
    private readonly ManualTime time = new();
    private readonly RecordingGatewayRoom gatewayRoom = new();
    private GrainCluster cluster = null!;
    private ISpeakerGrain ada = null!;
    private IGatewayRoom gatewayRoomReference = null!;
    private uint adasSource;
    private ushort sequence;

    private IListenerGrain Post => cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "gateway"));

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync(time);
        await Room.CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3));
        gatewayRoomReference = cluster.Grains.CreateObjectReference<IGatewayRoom>(gatewayRoom);
        await Post.OpenAsync(gatewayRoomReference, opening: 1);
        ada = cluster.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, Ada.Id));
        var grant = (await Room.TakeStageAsync(Ada)).Value.ShouldNotBeNull();
        adasSource = grant.Source;
        await ada.GrantAsync(grant);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("leaves")]
    [InlineData("mutes")]
    [InlineData("ends the room")]
    public async Task TakeOff_PostIsCutOff_IsAcknowledgedWhenItsLeaseHasRunOutAndHeardByNobodyThen(string how)
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        CutOff();
        var epoch = (await TakeOffAsync(how)).UnsettledEpoch.ShouldNotBeNull();
        var settled = await BeginToSettleAsync(epoch);

        time.Advance(StageTerms.Lease - Moment);
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        settled.IsCompleted.ShouldBeFalse();

        time.Advance(StageTerms.Margin + (3 * Moment));
        await settled;
        using (var overflow = new DropSignal(cluster, "stage_unknown"))
        {
            for (var packet = 0; packet < 100; packet++)
            {
                await SpeakAsync();
            }

            await overflow.WaitAsync();
        }

        gatewayRoom.TakePacket().ShouldBeNull();
        using var ghosts = new DropSignal(cluster, how == "mutes" ? "muted" : "ghost");
        cluster.Calls.Lost.Clear();
        await SpeakAsync();

        await ghosts.WaitAsync();
        gatewayRoom.TakePacket().ShouldBeNull();
    }

    [Fact]
    public async Task TakeOff_PostIsTold_IsAcknowledgedAtOnce()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();

        (await Room.SetMutedAsync(Ada.Id, muted: true)).UnsettledEpoch.ShouldBeNull();

        using var dropped = new DropSignal(cluster, "muted");
        await SpeakAsync();
        await dropped.WaitAsync();
        gatewayRoom.TakePacket().ShouldBeNull();
    }

    [Fact]
    public async Task TakeOff_PostCannotBeToldButAsks_IsAcknowledgedOnceItJudgesByTheStage()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        cluster.Calls.Lost[nameof(IListenerGrain.ApplyAsync)] = true;
        var epoch = (await Room.LeaveStageAsync(Ada.Id)).UnsettledEpoch.ShouldNotBeNull();
        var settled = await BeginToSettleAsync(epoch);

        time.Advance(StageTerms.RenewAfter + Moment);
        await SpeakAsync();
        await settled;

        using var dropped = new DropSignal(cluster, "ghost");
        await SpeakAsync();
        await dropped.WaitAsync();
    }

    [Fact]
    public async Task TakeOff_PostIsCutOff_OthersCommandsAreAnswered()
    {
        CutOff();
        var epoch = (await Room.LeaveStageAsync(Ada.Id)).UnsettledEpoch.ShouldNotBeNull();
        var settled = await BeginToSettleAsync(epoch);

        (await Room.TakeStageAsync(Ben)).Rejection.ShouldBeNull();
        (await Room.CommandAsync(Ada, new RaiseHand(null))).UnsettledEpoch.ShouldBeNull();

        settled.IsCompleted.ShouldBeFalse();
        time.Advance(StageTerms.Lease + StageTerms.Margin + Moment);
        await settled;
    }

    [Fact]
    public async Task TakeOff_RoomBeganAnewAndThePostIsCutOff_WaitsForTheLeaseOfTheFormerActivation()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        CutOff();
        await BeginRoomAnewAsync();

        var epoch = (await Room.LeaveStageAsync(Ada.Id)).UnsettledEpoch.ShouldNotBeNull();

        var settled = await BeginToSettleAsync(epoch);
        time.Advance(StageTerms.Lease);
        settled.IsCompleted.ShouldBeFalse();
        time.Advance(StageTerms.Margin + Moment);
        await settled;
    }

    [Fact]
    public async Task TakeOff_RoomBeganAnewAndThePostIsThere_IsAcknowledgedAtOnce()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        await BeginRoomAnewAsync();

        (await Room.LeaveStageAsync(Ada.Id)).UnsettledEpoch.ShouldBeNull();

        using var dropped = new DropSignal(cluster, "ghost");
        await SpeakAsync();
        await dropped.WaitAsync();
    }

    [Fact]
    public async Task TakeOff_RepeatedWithItsKeyWhileItDoesNotHoldYet_IsNotAcknowledgedEither()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        CutOff();
        await Room.LeaveStageAsync(Ada.Id, "key");

        (await Room.LeaveStageAsync(Ada.Id, "key")).UnsettledEpoch.ShouldNotBeNull();
    }

    [Fact]
    public async Task Apply_ActivationDoesNotKnowTheGateway_SaysSo()
    {
        var stranger = cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "stranger"));

        (await stranger.ApplyAsync(new RoomChange(new StageLeft(Ada.Id, adasSource), StageView.Empty))).ShouldBeFalse();
    }

    [Fact]
    public async Task Speak_RoomDoesNotAnswer_GoesOnForTheTimeOfTheLease()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        CutOff();

        for (var second = 1; second < StageTerms.Lease.TotalSeconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await SpeakAsync();
            (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(adasSource);
        }
    }

    [Fact]
    public async Task Report_SomebodyMayBeHeard_RenewsTheLeaseWithoutAPacket()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        for (var second = 0; second < 10; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var asked = cluster.Calls.WhenHandledAsync(nameof(IRoomGrain.ConfirmStageAsync));
            await Post.ReportAsync(presence: null);
            await asked;
        }

        CutOff();
        time.Advance(StageTerms.Lease - TimeSpan.FromSeconds(1));
        await SpeakAsync();

        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(adasSource);
    }

    [Fact]
    public async Task Speak_GrantWasLostAndTheStayIsOver_AsksTheRoomOnceAndIsNotPublished()
    {
        await Room.TakeStageAsync(Ben);
        await Room.LeaveStageAsync(Ben.Id);
        var ben = cluster.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, Ben.Id));
        var answered = cluster.Calls.WhenHandledAsync(nameof(IRoomGrain.ConfirmStageAsync));
        var asked = cluster.Calls.CountOf(nameof(IRoomGrain), nameof(IRoomGrain.ConfirmStageAsync));
        for (ushort packet = 1; packet <= 20; packet++)
        {
            await ben.SpeakAsync(new SpokenPacket { Sequence = packet, Level = 30, Opus = [0x48, 1, 2] });
        }

        // This call comes after all packets and goes to the same grain; the clock does not move.
        await ben.RevokeAsync(source: 0);
        await answered;
        (cluster.Calls.CountOf(nameof(IRoomGrain), nameof(IRoomGrain.ConfirmStageAsync)) - asked).ShouldBe(1);

        await SpeakAsync();
        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(adasSource);
    }

    [Fact]
    public async Task Speak_StillOnStageAfterASilence_WaitsForTheAnswerAndIsHeard()
    {
        time.Advance(TimeSpan.FromSeconds(10));

        await SpeakAsync();

        (await gatewayRoom.NextPacketAsync()).Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_PostFailsOnce_IsToldAgainAtOnce()
    {
        await gatewayRoom.NextChangeAsync();
        gatewayRoom.FailuresLeft = 1;

        await Room.LeaveStageAsync(Ada.Id);

        (await gatewayRoom.NextChangeAsync()).Event.ShouldBeOfType<StageLeft>();
    }

    [Fact]
    public async Task Apply_PostFailsForLong_IsToldWithTheNextSweep()
    {
        await gatewayRoom.NextChangeAsync();
        cluster.Calls.Lost[nameof(IListenerGrain.ApplyAsync)] = true;
        await Room.LeaveStageAsync(Ada.Id);
        cluster.Calls.Lost.Clear();

        time.Advance(TimeSpan.FromSeconds(5));

        (await gatewayRoom.NextChangeAsync()).Event.ShouldBeOfType<StageLeft>();
    }

    [Fact]
    public async Task TakeStage_RoomWasMovedAndDoesNotKnowThePost_TellsItOnceItReports()
    {
        await gatewayRoom.NextChangeAsync();
        cluster.Journal.IsBroken = true;
        await Should.ThrowAsync<IOException>(() => Room.LeaveStageAsync(Ada.Id));
        cluster.Journal.IsBroken = false;
        var reported = cluster.Calls.WhenHandledAsync(nameof(IRoomGrain.ReportPresenceAsync));
        await Room.ReportPresenceAsync(new GatewayPresence("gateway", 1, [Ada.Id]) { Number = 1 });
        await reported;

        await Room.LeaveStageAsync(Ada.Id);

        (await gatewayRoom.NextChangeAsync()).Event.ShouldBeOfType<StageLeft>();
    }

    private void CutOff()
    {
        cluster.Calls.Lost[nameof(IListenerGrain.ApplyAsync)] = true;
        cluster.Calls.Lost[nameof(IRoomGrain.ConfirmStageAsync)] = true;
    }

    private async Task<RoomReply<RoomView>> TakeOffAsync(string how) => how switch
    {
        "leaves" => await Room.LeaveStageAsync(Ada.Id),
        "mutes" => await Room.SetMutedAsync(Ada.Id, muted: true),
        _ => await Room.EndAsync(Ada.Id),
    };

    private async Task BeginRoomAnewAsync()
    {
        cluster.Journal.IsBroken = true;
        await Should.ThrowAsync<IOException>(() => Room.CommandAsync(Ben, new RaiseHand(null)));
        cluster.Journal.IsBroken = false;
    }

    private Task SpeakAsync() =>
        ada.SpeakAsync(new SpokenPacket { Sequence = ++sequence, Level = 30, Opus = [0xF8, 0xFF, 0xFE] });
}
