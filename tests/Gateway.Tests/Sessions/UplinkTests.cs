using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class UplinkTests : IDisposable
{
    private readonly GatewayMetrics metrics = new(new OwnMeters());
    private readonly SpeakingGate speakingGate = new(People.Ada.Id);
    private readonly FakeSpeaker speaker = new();
    private readonly Uplink uplink;

    public UplinkTests() => uplink = new Uplink(speakingGate, new SessionOptions(), metrics, nowMicros: 0);

    public void Dispose() => metrics.Dispose();

    [Fact]
    public void Take_FromTheStage_IsForwardedAsItCame()
    {
        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, false)));
        var packet = Sounds.Uplink(sequence: 65_535, level: 12);
        packet.SentAtMicros = 99;

        uplink.Take(packet, speaker, 0).ShouldBe(default);

        var spoken = speaker.Heard.ShouldHaveSingleItem();
        spoken.Sequence.ShouldBe((ushort)65_535);
        spoken.Level.ShouldBe((byte)12);
        spoken.SentAtMicros.ShouldBe(99ul);
        spoken.Opus.ShouldBe(packet.Opus.ToByteArray());
    }

    [Fact]
    public void Take_TwoConnections_EachNamesItsPacketsAlikeAndUnlikeTheOther()
    {
        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, false)));
        var reloaded = new Uplink(speakingGate, new SessionOptions(), metrics, nowMicros: 0);

        uplink.Take(Sounds.Uplink(sequence: 0), speaker, 0);
        uplink.Take(Sounds.Uplink(sequence: 1), speaker, 0);
        reloaded.Take(Sounds.Uplink(sequence: 0), speaker, 0);

        speaker.Heard[0].Connection.ShouldNotBe(0ul);
        speaker.Heard[1].Connection.ShouldBe(speaker.Heard[0].Connection);
        speaker.Heard[2].Connection.ShouldNotBe(speaker.Heard[0].Connection);
    }

    [Fact]
    public void Take_FromTheAudience_IsToldOnceAndClosedAfterFifty()
    {
        var verdicts = Enumerable.Range(0, 50).Select(_ => uplink.Take(Sounds.Uplink(), speaker, 0)).ToList();

        verdicts[0].ShouldBe(new UplinkVerdict(MediaRefusal.NotOnStage, null));
        verdicts[1..49].ShouldAllBe(verdict => verdict == default);
        verdicts[49].ShouldBe(new UplinkVerdict(null, ClosingReason.AudioForbidden));
        speaker.Heard.ShouldBeEmpty();
        metrics.UplinkDrops(WireErrors.CodeOf(MediaRefusal.NotOnStage)).ShouldBe(50);
    }

    [Fact]
    public void Take_WhileMuted_IsDroppedAndTold()
    {
        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, true)));

        uplink.Take(Sounds.Uplink(), speaker, 0).Notice.ShouldBe(MediaRefusal.Muted);

        speaker.Heard.ShouldBeEmpty();
    }

    [Fact]
    public void Take_WhileACommandTakesTheSoundAway_IsDroppedSilently()
    {
        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, false)));
        speakingGate.Hold();

        for (var index = 0; index < 100; index++)
        {
            uplink.Take(Sounds.Uplink(), speaker, 0).ShouldBe(default);
        }

        speaker.Heard.ShouldBeEmpty();
    }

    [Fact]
    public void Take_BackOnStage_StartsTheCountAnew()
    {
        for (var index = 0; index < 49; index++)
        {
            uplink.Take(Sounds.Uplink(), speaker, 0);
        }

        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, false)));
        uplink.Take(Sounds.Uplink(), speaker, 0);
        speakingGate.Observe(Stages.With(epoch: 2));

        uplink.Take(Sounds.Uplink(), speaker, 0).Close.ShouldBeNull();
    }

    [Fact]
    public void Take_TwentyBadPackets_Closes()
    {
        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, false)));

        var verdicts = Enumerable.Range(0, 20).Select(_ => uplink.Take(Sounds.Uplink(bytes: 1_276), speaker, 0)).ToList();

        verdicts[0].Notice.ShouldBe(MediaRefusal.TooLarge);
        verdicts[..19].ShouldAllBe(verdict => verdict.Close == null);
        verdicts[19].Close.ShouldBe(ClosingReason.AudioMalformed);
    }

    [Fact]
    public void Take_AFlood_IsThinnedAndNotClosed()
    {
        speakingGate.Observe(Stages.With(epoch: 1, (People.Ada, 7, false)));

        for (var index = 0; index < 1_000; index++)
        {
            uplink.Take(Sounds.Uplink(), speaker, nowMicros: index * 1_000L).Close.ShouldBeNull();
        }

        speaker.Heard.Count.ShouldBeInRange(78, 81);
    }

    private sealed class FakeSpeaker : ISpeakerGrain
    {
        public List<SpokenPacket> Heard { get; } = [];

        public Task GrantAsync(StageGrant grant) => Task.CompletedTask;

        public Task RevokeAsync(uint source) => Task.CompletedTask;

        public Task SpeakAsync(SpokenPacket packet)
        {
            Heard.Add(packet);
            return Task.CompletedTask;
        }
    }
}
