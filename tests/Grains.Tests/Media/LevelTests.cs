using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;

namespace AudioRooms.Grains.Tests.Media;

/// <summary>How false levels from devices are found and corrected, and who becomes the dominant speaker.</summary>
public sealed class LevelTests : IClassFixture<SqliteTestDatabase>, IAsyncLifetime
{
    // A false level is found in at most three early checks of six packets, with at most twenty packets before each check.
    private const int FoundOutWithin = 3 * 26;
    private const byte Overload = 0;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly Person Ada = new(new UserId("ada"), "ada", "Ada");
    private static readonly Person Ben = new(new UserId("ben"), "ben", "Ben");

    // A buzz of constant loudness.
    private static readonly List<byte[]> Loud = Encode(0.1f);
    private static readonly List<byte[]> Quiet = Encode(0.005f);

    private readonly RoomId id = new(Identifiers.NewId());
    private readonly SqliteTestDatabase database;
    private readonly ManualTime time = new();
    private readonly TimerWatch watch;
    private readonly RecordingGatewayRoom gatewayRoom = new();
    private GrainCluster cluster = null!;
    private IGatewayRoom gatewayRoomReference = null!;

    public LevelTests(SqliteTestDatabase database)
    {
        this.database = database;
        watch = new TimerWatch(time);
    }

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    private IListenerGrain Listener => cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "gateway"));

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync(watch);
        await Room.CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 1));
        gatewayRoomReference = cluster.Grains.CreateObjectReference<IGatewayRoom>(gatewayRoom);
        await Listener.OpenAsync(gatewayRoomReference, opening: 1);
        (await gatewayRoom.NextDominantAsync()).ShouldBeNull();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Speak_ClaimsOverloadAllTheTime_IsRankedByWhatIsHeard()
    {
        var ada = await TakeStageAsync(Ada);

        await ada.SpeakAsync(Quiet, FoundOutWithin + 20, claimed: Overload);

        var levels = new List<byte>();
        for (var packet = 0; packet < FoundOutWithin + 20; packet++)
        {
            levels.Add((await gatewayRoom.NextPacketAsync()).Level);
        }

        levels[0].ShouldBe(Overload);
        levels.Skip(FoundOutWithin).ShouldAllBe(level => level > 45 && level < 55);
    }

    [Fact]
    public async Task Speak_HonestClient_KeepsItsLevels()
    {
        var ada = await TakeStageAsync(Ada);

        await ada.SpeakAsync(Loud, 200, claimed: 24);

        for (var packet = 0; packet < 200; packet++)
        {
            (await gatewayRoom.NextPacketAsync()).Level.ShouldBe((byte)24);
        }
    }

    [Fact]
    public async Task Speak_OneAfterTheOther_TheLeadFollows()
    {
        var ada = await TakeStageAsync(Ada);
        var ben = await TakeStageAsync(Ben);

        await ada.SpeakAsync(Loud, 20, claimed: 24);
        var first = await gatewayRoom.NextDominantAsync();
        await HearAsync(20);
        time.Advance(TimeSpan.FromSeconds(2));
        await ben.SpeakAsync(Loud, 40, claimed: 24);
        DominantVoice? second;
        do
        {
            second = await gatewayRoom.NextDominantAsync();
        }
        while (second is null);

        first.ShouldBe(new DominantVoice(ada.Source, Ada.Id));
        second.ShouldBe(new DominantVoice(ben.Source, Ben.Id));
    }

    [Fact]
    public async Task LeaveStage_WhoeverLeads_LosesTheLeadAndThePlaceAtOnce()
    {
        var ada = await TakeStageAsync(Ada);
        var ben = await TakeStageAsync(Ben);
        await ada.SpeakAsync(Loud, 20, claimed: 24);
        (await gatewayRoom.NextDominantAsync()).ShouldNotBeNull().User.ShouldBe(Ada.Id);
        await HearAsync(20);

        await Room.LeaveStageAsync(Ada.Id);

        (await gatewayRoom.NextDominantAsync()).ShouldBeNull();

        // One speaker is forwarded, and the clock has not moved since she spoke.
        await ben.SpeakAsync(Loud, 1, claimed: 24);
        (await gatewayRoom.NextPacketAsync()).Source.ShouldBe(ben.Source);
    }

    [Fact]
    public async Task Speak_NobodyAnyMore_TheLeadEndsAndNothingRuns()
    {
        var ada = await TakeStageAsync(Ada);
        await ada.SpeakAsync(Loud, 20, claimed: 24);
        await gatewayRoom.NextDominantAsync();
        await HearAsync(20);

        var end = gatewayRoom.NextDominantAsync();
        while (!end.IsCompleted)
        {
            var looksAgain = watch.WhenSetAsync(LookAgain);
            time.Advance(LookAgain);
            await Task.WhenAny(end, looksAgain);
        }

        (await end).ShouldBeNull();
        var calls = cluster.Calls.CountOf(nameof(IListenerGrain)) + cluster.Calls.CountOf(nameof(ISpeakerGrain));
        var looks = watch.WhenSetAsync(LookAgain);
        time.Advance(TimeSpan.FromSeconds(20));
        await Listener.ListAudienceAsync(after: null, "", 1);
        looks.IsCompleted.ShouldBeFalse();
        (cluster.Calls.CountOf(nameof(IListenerGrain)) + cluster.Calls.CountOf(nameof(ISpeakerGrain))).ShouldBe(calls + 1);
    }

    [Fact]
    public async Task Open_GatewayComesBack_IsToldWhoLeads()
    {
        var ada = await TakeStageAsync(Ada);
        await ada.SpeakAsync(Loud, 20, claimed: 24);
        await gatewayRoom.NextDominantAsync();
        var another = new RecordingGatewayRoom();
        var reference = cluster.Grains.CreateObjectReference<IGatewayRoom>(another);

        await Listener.OpenAsync(reference, opening: 2);

        (await another.NextDominantAsync()).ShouldNotBeNull().User.ShouldBe(Ada.Id);
    }

    [Fact]
    public async Task ReportLoss_AtOneGateway_IsToldToTheOthersOnly()
    {
        var another = new RecordingGatewayRoom();
        var reference = cluster.Grains.CreateObjectReference<IGatewayRoom>(another);
        var elsewhere = cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "elsewhere"));
        await elsewhere.OpenAsync(reference, opening: 2);

        await elsewhere.ReportLossAsync(new LossNote("elsewhere", 1, new LossTally(1, 2, 3)));
        await Listener.ReportLossAsync(new LossNote("gateway", 1, new LossTally(4, 5, 6)));

        (await gatewayRoom.NextLossAsync()).ShouldBe(new LossNote("elsewhere", 1, new LossTally(1, 2, 3)));
        (await another.NextLossAsync()).ShouldBe(new LossNote("gateway", 1, new LossTally(4, 5, 6)));
    }

    private static List<byte[]> Encode(float amplitude)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions { UseDtx = false });
        var packets = new List<byte[]>();
        var pcm = new float[AudioFormat.FrameSamples];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var frame = 0; frame < 200; frame++)
        {
            for (var index = 0; index < pcm.Length; index++)
            {
                // 150 Hz and its harmonics. The pitch is a multiple of 50 Hz, so every frame is like the one before.
                var phase = 2 * MathF.PI * 150 * index / AudioFormat.SampleRateHz;
                pcm[index] = amplitude * (MathF.Sin(phase) + (MathF.Sin(2 * phase) / 2) + (MathF.Sin(3 * phase) / 3));
            }

            AudioLevel.Measure(pcm).ShouldBe((byte)(amplitude > 0.01f ? 22 : 48));
            packets.Add(packet[..encoder.Encode(pcm, packet)]);
        }

        return packets;
    }

    /// <summary>Waits until the packets have arrived. The speaker grain sends one-way, so before that some are still on the
    /// way.</summary>
    private async Task HearAsync(int packets)
    {
        for (var packet = 0; packet < packets; packet++)
        {
            await gatewayRoom.NextPacketAsync();
        }
    }

    private async Task<Voice> TakeStageAsync(Person person)
    {
        var grant = (await Room.TakeStageAsync(person)).Value.ShouldNotBeNull();
        var speaker = cluster.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, person.Id));
        await speaker.GrantAsync(grant);
        return new Voice(speaker, grant.Source);
    }

    private sealed class Voice(ISpeakerGrain grain, uint source)
    {
        private ushort sequence;

        public uint Source => source;

        public async Task SpeakAsync(List<byte[]> packets, int count, byte claimed)
        {
            for (var packet = 0; packet < count; packet++)
            {
                sequence++;
                await grain.SpeakAsync(new SpokenPacket
                {
                    Sequence = sequence, Timestamp = sequence * 960u, Level = claimed, Opus = packets[packet % packets.Count],
                });
            }
        }
    }
}
