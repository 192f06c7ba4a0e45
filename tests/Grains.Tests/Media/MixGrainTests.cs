using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Media;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Media;

public sealed class MixGrainTests : IClassFixture<SqliteTestDatabase>, IAsyncLifetime, IDisposable
{
    private const int Frames = 50;
    private const double AdasTone = 300;
    private const double BensTone = 700;
    private static readonly Person Ada = new(new UserId("ada"), "ada", "Ada");
    private static readonly Person Ben = new(new UserId("ben"), "ben", "Ben");
    private static readonly List<byte[]> AdasVoice = VoiceOf(AdasTone);
    private static readonly List<byte[]> BensVoice = VoiceOf(BensTone);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly RoomId id = new(Identifiers.NewId());
    private readonly SqliteTestDatabase database;
    private readonly ManualTime time = new();
    private readonly TimerWatch watch;
    private readonly RecordingMix mix = new();
    private GrainCluster cluster = null!;
    private IMixListener mixReference = null!;
    private CounterWatch mixed = null!;
    private CounterWatch mixes = null!;
    private ushort sequence;
    private long said;

    public MixGrainTests(SqliteTestDatabase database)
    {
        this.database = database;
        watch = new TimerWatch(time);
    }

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    private IMixGrain Mix => cluster.Grains.GetGrain<IMixGrain>(id.Value);

    private IMeterFactory Meters => cluster.Services.GetRequiredService<IMeterFactory>();

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync(watch);
        await Room.CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3));
        mixReference = cluster.Grains.CreateObjectReference<IMixListener>(mix);
        mixed = new CounterWatch(Meters, "audiorooms.mix.mixed");
        mixes = new CounterWatch(Meters, "audiorooms.mixes");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        mixed.Dispose();
        mixes.Dispose();
    }

    [Fact]
    public async Task Open_TwoSpeakers_BothAreInOnePacketPerFrame()
    {
        var (ada, _) = await TakeStageAsync(Ada);
        var (ben, _) = await TakeStageAsync(Ben);
        await WantAsync("gateway", whole: true);

        await SpeakAsync((ada, AdasVoice), (ben, BensVoice));

        var first = await mix.NextAsync();
        (first.Source, first.Sequence).ShouldBe((0u, 0));
        var heard = (await mix.HearAsync(Frames - 10)).AsSpan(10 * AudioFormat.FrameSamples);
        Goertzel.AmplitudeAt(heard, AdasTone).ShouldBe(0.3, 0.06);
        Goertzel.AmplitudeAt(heard, BensTone).ShouldBe(0.3, 0.06);
    }

    [Fact]
    public async Task Open_ForASpeaker_TheOwnVoiceIsMissing()
    {
        var (ada, adasStay) = await TakeStageAsync(Ada);
        var (ben, _) = await TakeStageAsync(Ben);
        await WantAsync("gateway", whole: false, adasStay);

        await SpeakAsync((ada, AdasVoice), (ben, BensVoice));

        var heard = (await mix.HearAsync(Frames - 10, adasStay)).AsSpan(10 * AudioFormat.FrameSamples);
        Goertzel.AmplitudeAt(heard, BensTone).ShouldBe(0.3, 0.06);
        Goertzel.AmplitudeAt(heard, AdasTone).ShouldBeLessThan(0.01);
        mix.Take().ShouldBeNull("nobody wants the whole mix, so nobody pays for it");
    }

    [Fact]
    public async Task Open_MoreSpeakersThanMixesThereMayBe_SaysWhoGetsNone()
    {
        ImmutableArray<uint> nine = [11, 12, 13, 14, 15, 16, 17, 18, 19];

        var grant = (await Mix.OpenAsync("gateway", new MixWish(Whole: true, nine), mixReference)).Value.ShouldNotBeNull();

        grant.Refused.Length.ShouldBe(1);
        nine.ShouldContain(grant.Refused[0]);
    }

    [Fact]
    public async Task Open_ProcessMixesAsManyRoomsAsItMay_IsRefusedByNameUntilOneEnds()
    {
        var slots = cluster.Services.GetRequiredService<MixSlots>();
        while (slots.TryTake())
        {
            // Slots of other rooms.
        }

        var refused = await Mix.OpenAsync("gateway", new MixWish(Whole: true, []), mixReference);
        slots.Return();
        var granted = await Mix.OpenAsync("gateway", new MixWish(Whole: true, []), mixReference);

        refused.Rejection.ShouldBe(RoomRejection.MixesFull);
        granted.IsAccepted.ShouldBeTrue();
        slots.TryTake().ShouldBeFalse();
    }

    [Fact]
    public void Defaults_ByCodec_BoundWhatAMixMayCost()
    {
        var native = new MixOptions();
        var managed = new MixOptions();
        managed.UseManagedCodec();

        (native.MixMinusMax, native.MixesMax).ShouldBe((8, 64 * Environment.ProcessorCount));
        (managed.MixMinusMax, managed.MixesMax).ShouldBe((2, 8 * Environment.ProcessorCount));
    }

    [Fact]
    public async Task Open_RoomHasEnded_IsRefused()
    {
        await Room.EndAsync(Ada.Id);

        var reply = await Mix.OpenAsync("gateway", new MixWish(Whole: true, []), mixReference);

        reply.Rejection.ShouldBe(RoomRejection.Ended);
    }

    [Fact]
    public async Task Close_LastConsumer_TheMixIsOver()
    {
        await WantAsync("one", whole: true);
        await WantAsync("other", whole: true);
        mixes.Sum.ShouldBe(1);

        await Mix.CloseAsync("one");
        mixes.Sum.ShouldBe(1);
        await Mix.CloseAsync("other");

        await mixes.WhenAsync(0);
        mixes.Sum.ShouldBe(0);
    }

    [Fact]
    public async Task Open_ConsumerIsGoneWithoutClosing_TheMixIsOverAfterItsLease()
    {
        await WantAsync("gateway", whole: true);
        mixes.Sum.ShouldBe(1);

        // The grain checks the lease of 30 s every 10 s, and sets its timer again after each check. Two checks fall within the
        // lease.
        for (var look = 0; look < 2; look++)
        {
            var looksAgain = watch.WhenSetAsync(Look);
            time.Advance(Look);
            await looksAgain;
            mixes.Sum.ShouldBe(1);
        }

        var isOver = mixes.WhenAsync(0);
        time.Advance(Look);
        await isOver;
        mixes.Sum.ShouldBe(0);
    }

    [Fact]
    public async Task Open_OneOfTwoConsumersIsGone_TheOtherStillHears()
    {
        await Mix.OpenAsync("gone", new MixWish(Whole: false, [77]), mixReference);
        for (var beat = 0; beat < 4; beat++)
        {
            await WantAsync("gateway", whole: true);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await WantAsync("gateway", whole: true);
        var (ada, _) = await TakeStageAsync(Ada);
        await SpeakAsync((ada, AdasVoice));

        (await mix.HearAsync(Frames - 10)).Max().ShouldBeGreaterThan(0.2f);
        mixes.Sum.ShouldBe(1);
    }

    [Fact]
    public async Task Speak_LeftTheStageAndTheMixWasNotTold_IsNotMixed()
    {
        var (ada, _) = await TakeStageAsync(Ada);
        await WantAsync("gateway", whole: true);
        await SpeakAsync((ada, AdasVoice.GetRange(0, 10)));
        using var ghosts = new CounterWatch(Meters, "audiorooms.media.dropped", "ghost");
        await Room.LeaveStageAsync(Ada.Id);
        time.Advance(TimeSpan.FromMilliseconds(101));

        await ada.SpeakAsync(new SpokenPacket { Sequence = 500, Level = 20, Opus = AdasVoice[20] });

        await ghosts.WhenAsync(1);
        mixed.Sum.ShouldBe(10);
    }

    [Fact]
    public async Task Advance_SomebodyLeft_TheVoiceEndsWithTheNextFrame()
    {
        var (ada, _) = await TakeStageAsync(Ada);
        await WantAsync("gateway", whole: true);
        await SpeakAsync((ada, AdasVoice.GetRange(0, 20)));
        await Room.LeaveStageAsync(Ada.Id);
        await Mix.AdvanceAsync((await Room.GetAsync()).Value.ShouldNotBeNull().Stage);

        // First the fade, then at most 500 ms until the codec reports silence.
        StagePacket last;
        var afterwards = 0;
        do
        {
            await SettleAsync();
            time.Advance(AudioFormat.FrameDuration);
            last = await mix.NextAsync();
            afterwards += last.Level < 127 ? 1 : 0;
        }
        while (last.Opus.Length > 2);

        afterwards.ShouldBeLessThanOrEqualTo(20);
        last.Level.ShouldBe((byte)127);
    }

    private static List<byte[]> VoiceOf(double hertz)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions { BitrateBitsPerSecond = 64_000, UseDtx = false });
        var pcm = new float[AudioFormat.FrameSamples];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        var packets = new List<byte[]>();
        for (var frame = 0; frame < Frames; frame++)
        {
            for (var index = 0; index < pcm.Length; index++)
            {
                var sample = (frame * AudioFormat.FrameSamples) + index;
                pcm[index] = (float)(0.3 * Math.Sin(2 * Math.PI * hertz * sample / AudioFormat.SampleRateHz));
            }

            packets.Add(packet[..encoder.Encode(pcm, packet)]);
        }

        return packets;
    }

    private async Task WantAsync(string consumer, bool whole, params ImmutableArray<uint> without) =>
        (await Mix.OpenAsync(consumer, new MixWish(whole, without), mixReference)).IsAccepted.ShouldBeTrue();

    /// <summary>Each speaker sends a frame, and the clock moves 20 ms; repeated until all frames are sent.</summary>
    private async Task SpeakAsync(params (ISpeakerGrain Speaker, List<byte[]> Voice)[] conversation)
    {
        for (var frame = 0; frame < conversation[0].Voice.Count; frame++)
        {
            foreach (var (speaker, voice) in conversation)
            {
                await speaker.SpeakAsync(new SpokenPacket
                {
                    Sequence = sequence, Timestamp = (uint)(sequence * AudioFormat.FrameSamples), Level = 20, Opus = voice[frame],
                });
            }

            sequence++;
            await mixed.WhenAsync(said += conversation.Length);
            await SettleAsync();
            time.Advance(AudioFormat.FrameDuration);
        }
    }

    /// <summary>Waits for the tick in progress. The answer comes after that tick, which has set the timer for the next
    /// one.</summary>
    private Task SettleAsync() => Mix.CloseAsync("nobody");

    private async Task<(ISpeakerGrain Speaker, uint Stay)> TakeStageAsync(Person person)
    {
        var grant = (await Room.TakeStageAsync(person)).Value.ShouldNotBeNull();
        var speaker = cluster.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(id, person.Id));
        await speaker.GrantAsync(grant);
        return (speaker, grant.Source);
    }
}
