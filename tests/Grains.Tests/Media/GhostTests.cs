using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;

namespace AudioRooms.Grains.Tests.Media;

/// <summary>
/// A listener grain that cannot be told that somebody left the stage. Their voice still publishes: the worst case.
/// </summary>
public sealed class GhostTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>, IAsyncLifetime
{
    // A millisecond for the rounding of a clock that counts from the year 1.
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(101);
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

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync(time);
        await Room.CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3));
        gatewayRoomReference = cluster.Grains.CreateObjectReference<IGatewayRoom>(gatewayRoom);
        await cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "gateway")).OpenAsync(
            gatewayRoomReference, opening: 1);
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
    public async Task Speak_PostCannotBeTold_IsHeardByNobodyAfterTheBound(string how)
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        cluster.Calls.Lost[nameof(IListenerGrain.ApplyAsync)] = true;
        using var dropped = new DropSignal(cluster, how == "mutes" ? "muted" : "ghost");
        _ = how switch
        {
            "leaves" => await Room.LeaveStageAsync(Ada.Id),
            "mutes" => await Room.SetMutedAsync(Ada.Id, muted: true),
            _ => await Room.EndAsync(Ada.Id),
        };

        time.Advance(Bound);
        await SpeakAsync();

        await dropped.WaitAsync();
        gatewayRoom.TakePacket().ShouldBeNull();
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

        // Answered after all of those, on the same grain; the clock stands.
        await ben.RevokeAsync(source: 0);
        await answered;
        (cluster.Calls.CountOf(nameof(IRoomGrain), nameof(IRoomGrain.ConfirmStageAsync)) - asked).ShouldBe(1);

        await SpeakAsync();
        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(adasSource);
    }

    [Fact]
    public async Task Speak_PostAndRoomCannotReachEachOther_IsHeardByNobodyUntilTheyCan()
    {
        await SpeakAsync();
        await gatewayRoom.NextPacketAsync();
        cluster.Calls.Lost[nameof(IListenerGrain.ApplyAsync)] = true;
        cluster.Calls.Lost[nameof(IRoomGrain.ConfirmStageAsync)] = true;
        await Room.LeaveStageAsync(Ada.Id);
        time.Advance(Bound);
        using (var overflow = new DropSignal(cluster, "stage_unknown"))
        {
            for (var packet = 0; packet < 100; packet++)
            {
                await SpeakAsync();
            }

            await overflow.WaitAsync();
        }

        gatewayRoom.TakePacket().ShouldBeNull();
        using var ghosts = new DropSignal(cluster, "ghost");
        cluster.Calls.Lost.Clear();
        await SpeakAsync();

        await ghosts.WaitAsync();
        gatewayRoom.TakePacket().ShouldBeNull();
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

    private Task SpeakAsync() =>
        ada.SpeakAsync(new SpokenPacket { Sequence = ++sequence, Level = 30, Opus = [0xF8, 0xFF, 0xFE] });
}
