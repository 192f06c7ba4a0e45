using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Server.Tests.Access;
using AudioRooms.Wire.V1;

namespace AudioRooms.Server.Tests.Sessions;

/// <summary>
/// Loudness decides which speakers are forwarded, and devices claim it. Here a device makes false claims, over gRPC with the real
/// grains.
/// </summary>
public sealed class LyingSpeakerTests(ServerHost host) : IClassFixture<ServerHost>
{
    /// <summary>The loudest level, in -dBov.</summary>
    private const byte Overload = 0;

    /// <summary>
    /// Packets until a false claim is found out: checks of six packets, at first at most 20 packets apart; three that differ are
    /// enough (ADR 12).
    /// </summary>
    private const int FoundOutAfter = 3 * (20 + 6);

    private const int Burst = 5;
    private const int RoundsAfterwards = 30;

    /// <summary>First sequence number of the honest speaker, so that a packet's number tells its speaker.</summary>
    private const ushort HonestFirst = 30_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly World world = new(host);

    [Fact]
    public async Task Speak_ClaimsOverloadAndIsNearlySilent_LosesTheOnlyPlaceToWhoSpeaksForGood()
    {
        var (ada, ben, cleo) = (await world.MemberAsync(), await world.MemberAsync(), await world.MemberAsync());
        var room = await new Rooms.RoomsClient(host.Channel).CreateRoomAsync(
            new CreateRoomRequest { Title = "Loud", Language = "en", StagePolicy = StagePolicy.Open, ActiveSpeakers = 1 },
            ada.Headers);
        using var liar = await Device.JoinAsync(host, ada.Headers, new Join { RoomId = room.RoomId });
        using var honest = await Device.JoinAsync(host, ben.Headers, new Join { RoomId = room.RoomId });
        using var listener = await Device.JoinAsync(
            host, cleo.Headers, new Join { RoomId = room.RoomId, Latency = LatencyClass.Interactive });
        honest.LastSequence = HonestFirst - 1;
        var whisper = ToneOf(amplitude: 0.0001);
        var speech = ToneOf(amplitude: 0.3);

        // Alone on stage the liar has the place, and is heard until the checks have found it out.
        (await liar.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).ShouldBeNull();
        for (var said = 0; said < FoundOutAfter; said += Burst)
        {
            await liar.SpeakAsync(Burst, whisper, Overload);
            await listener.HeardAsync(said + Burst);
        }

        // Two speakers, one place. One packet of each round is heard: that of the speaker who has or gets the place.
        (await honest.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).ShouldBeNull();
        using var patience = new CancellationTokenSource(Patience);
        while (!listener.Heard.Any(IsHonest))
        {
            patience.Token.ThrowIfCancellationRequested();
            await SpeakOnceEachAsync();
            await listener.HeardAsync(sequence => sequence == liar.LastSequence || sequence == honest.LastSequence);
        }

        for (var round = 0; round < RoundsAfterwards; round++)
        {
            await SpeakOnceEachAsync();
            await listener.HeardAsync(sequence => sequence == honest.LastSequence);
        }

        var since = listener.Heard.SkipWhile(packet => !IsHonest(packet)).Select(packet => packet.Sequence).ToList();
        since.ShouldBe(Enumerable.Range((int)since[0], since.Count).Select(number => (uint)number));
        since.Count.ShouldBeGreaterThan(RoundsAfterwards);

        async Task SpeakOnceEachAsync()
        {
            await liar.SpeakAsync(1, whisper, Overload);
            await honest.SpeakAsync(1, speech, LevelOf(amplitude: 0.3));
        }
    }

    private static bool IsHonest((ulong Position, uint Sequence) packet) => packet.Sequence >= HonestFirst;

    /// <summary>A second of 300 Hz, of which any packet may follow the last.</summary>
    private static List<byte[]> ToneOf(double amplitude)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions { UseDtx = false });
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        return [.. Enumerable.Range(0, AudioFormat.FramesPerSecond).Select(
            _ => packet[..encoder.Encode(PcmOf(amplitude), packet)])];
    }

    private static byte LevelOf(double amplitude) => AudioLevel.Measure(PcmOf(amplitude));

    // Six periods fill a frame, so each frame continues the one before it.
    private static float[] PcmOf(double amplitude) =>
    [
        .. Enumerable.Range(0, AudioFormat.FrameSamples)
            .Select(index => (float)(amplitude * Math.Sin(2 * Math.PI * 300 * index / AudioFormat.SampleRateHz))),
    ];
}
