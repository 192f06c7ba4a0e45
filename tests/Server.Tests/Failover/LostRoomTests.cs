using System.Globalization;
using System.Threading.Channels;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains;
using AudioRooms.Grains.Storage;
using AudioRooms.Streaming;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace AudioRooms.Server.Tests.Failover;

/// <summary>
/// Three silos: the speaker and a gateway on the first, another gateway on the second, and on the third the room. The third dies.
/// </summary>
public sealed class LostRoomTests : IAsyncLifetime, IAsyncDisposable
{
    private const int PacketCount = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Person Ada = new(new UserId("ada"), "ada", "Ada");

    private readonly PostgresServer postgres = new();
    private readonly RoomId id = new(Identifiers.NewId());
    private readonly Ear here = new();
    private readonly Ear there = new();
    private readonly CutOff network = new();
    private NpgsqlDataSource? source;
    private InProcessTestCluster? cluster;
    private ISpeakerGrain voice = null!;
    private ushort sequence;

    public async Task InitializeAsync()
    {
        await postgres.InitializeAsync();
        var database = source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await SchemaMigrations.ApplyAsync(new SqlDatabase(database, SqlDialect.PostgreSql), CancellationToken.None);
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.AddOutgoingGrainCallFilter(network);
            silo.Services.AddAudioRoomsGrains(database, SqlDialect.PostgreSql);
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
            });
        });
        cluster = builder.Build();
        await cluster.DeployAsync();

        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Silos[2].SiloAddress);
        await RoomAt(0).CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3));
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        await OpenAsync(0, here);
        await OpenAsync(1, there);
        voice = ClientAt(0).GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, Ada.Id));
        await voice.GrantAsync((await RoomAt(0).TakeStageAsync(Ada)).Value.ShouldNotBeNull());
        await SpeakAsync();
        await here.HearAsync(1);
        await there.HearAsync(1);
    }

    public async Task DisposeAsync()
    {
        await cluster!.DisposeAsync();
        await source!.DisposeAsync();
        await postgres.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await ((IAsyncDisposable)postgres).DisposeAsync();

    [Fact]
    public async Task Speak_RoomsSiloWasKilled_EveryPacketIsHeardAtBothGateways()
    {
        await cluster!.KillSiloAsync(cluster.Silos[2]);

        for (var packet = 0; packet < PacketCount; packet++)
        {
            await SpeakAsync();
        }

        (await here.HearAsync(PacketCount)).ShouldBe(Enumerable.Range(1, PacketCount).Select(static number => (long)number));
        (await there.HearAsync(PacketCount)).ShouldBe(Enumerable.Range(1, PacketCount).Select(static number => (long)number));
    }

    [Fact]
    public async Task LeaveStage_RoomBeganAnewAndAGatewayIsCutOff_IsHeardNowhereAfterTheAcknowledgement()
    {
        network.IsCut = true;
        await cluster!.KillSiloAsync(cluster.Silos[2]);

        using var speaking = new CancellationTokenSource();
        var speaks = SpeakUntilAsync(speaking.Token);
        await AcknowledgeAsync(room => room.SettledAsync(room.LeaveStageAsync(Ada.Id, "leave")));
        var heardByThen = (here.Count, there.Count);

        // As many again: whatever was under way has come or never will.
        for (var packet = 0; packet < PacketCount; packet++)
        {
            await SpeakAsync();
        }

        await speaking.CancelAsync();
        await speaks;
        await voice.RevokeAsync(source: 0);
        (here.Count, there.Count).ShouldBe(heardByThen);
    }

    private async Task SpeakUntilAsync(CancellationToken end)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await pace.WaitForNextTickAsync(end))
            {
                await SpeakAsync();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Said enough.
        }
    }

    // As a device does: again with the same key, until the room is there.
    private async Task AcknowledgeAsync(Func<IRoomGrain, Task<RoomReply<RoomView>>> command)
    {
        while (true)
        {
            try
            {
                (await command(RoomAt(0))).Rejection.ShouldBeNull();
                return;
            }
            catch (Exception fault) when (fault is OrleansException or TimeoutException)
            {
                await Task.Yield();
            }
        }
    }

    private IGrainFactory ClientAt(int silo) => cluster!.Silos[silo].ServiceProvider.GetRequiredService<IGrainFactory>();

    private IRoomGrain RoomAt(int silo) => ClientAt(silo).GetGrain<IRoomGrain>(id.Value);

    private async Task OpenAsync(int silo, Ear ear)
    {
        var address = cluster!.Silos[silo].SiloAddress.GetConsistentHashCode().ToString("x8", CultureInfo.InvariantCulture);
        var key = ListenerKeys.For(id, ListenerKeys.GatewayIn($"gateway{silo}", address));
        var reply = await ClientAt(silo).GetGrain<IListenerGrain>(key).OpenAsync(
            ClientAt(silo).CreateObjectReference<IGatewayRoom>(ear), opening: 1);
        reply.Rejection.ShouldBeNull();
    }

    private Task SpeakAsync() =>
        voice.SpeakAsync(new SpokenPacket { Sequence = sequence++, Level = 30, Opus = [0xF8, 0xFF, 0xFE] });

    /// <summary>Between the room and the second gateway; sound goes another way.</summary>
    private sealed class CutOff : IOutgoingGrainCallFilter
    {
        private volatile bool isCut;

        public bool IsCut
        {
            get => isCut;
            set => isCut = value;
        }

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            var isBetween = context.MethodName switch
            {
                nameof(IListenerGrain.ApplyAsync) =>
                    context.TargetId.Key.ToString()!.Contains("/gateway1@", StringComparison.Ordinal),
                nameof(IRoomGrain.ConfirmStageAsync) =>
                    ((string)context.Request.GetArgument(0)!).StartsWith("gateway1@", StringComparison.Ordinal),
                _ => false,
            };
            return IsCut && isBetween
                ? throw new TimeoutException($"{context.MethodName} is lost on its way.")
                : context.Invoke();
        }
    }

    /// <summary>A gateway's side of a listener grain that counts what it hears.</summary>
    private sealed class Ear : IGatewayRoom
    {
        private readonly Channel<long> heard = Channel.CreateUnbounded<long>();
        private int count;

        public int Count => Volatile.Read(ref count);

        public async Task<IReadOnlyList<long>> HearAsync(int packets)
        {
            var numbers = new List<long>();
            while (numbers.Count < packets)
            {
                numbers.Add(await heard.Reader.ReadAsync().AsTask().WaitAsync(Patience));
            }

            return numbers;
        }

        public Task OnPacketAsync(StagePacket packet)
        {
            Interlocked.Increment(ref count);
            heard.Writer.TryWrite(packet.Sequence);
            return Task.CompletedTask;
        }

        public Task OnChangeAsync(RoomChange change) => Task.CompletedTask;

        public Task OnReactionsAsync(ReactionTally tally) => Task.CompletedTask;

        public Task OnArrivalsAsync(ArrivalNote note) => Task.CompletedTask;

        public Task OnLossAsync(LossNote note) => Task.CompletedTask;

        public Task OnDominantAsync(DominantNote note) => Task.CompletedTask;
    }
}
