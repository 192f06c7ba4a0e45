using System.Threading.Channels;
using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Audio.Playout;
using AudioRooms.Client;
using AudioRooms.Server.Tests.Access;
using AudioRooms.Wire.V1;

namespace AudioRooms.Server.Tests.Sessions;

/// <summary>
/// From a listener's loss to the speaker's encoder and back to the listener's ear: the project's own client on both sides, over
/// gRPC with the real grains. The gateway assesses losses every five seconds, so the test takes as long.
/// </summary>
public sealed class LossReportTests(ServerHost host) : IClassFixture<ServerHost>, IDisposable
{
    /// <summary>
    /// The listener misses one packet in this many, 6 %: between the 2 % from which FEC is asked for and the 12 % from which more
    /// is asked for.
    /// </summary>
    private const int MissesOneIn = 16;

    private const int PacketsWithFec = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly World world = new(host);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-loss-");
    private readonly CancellationTokenSource patience = new(Patience);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        patience.Dispose();
    }

    [Fact]
    public async Task Listener_ReportsLoss_SpeakerIsAskedForFecAndAMissingPacketIsRebuilt()
    {
        var (ada, ben) = (await world.MemberAsync(), await world.MemberAsync());
        var room = await world.RoomAsync(ada);
        var heard = Channel.CreateUnbounded<HeardPacket>();
        await using var adasClient = ClientOf(ada);
        await using var bensClient = ClientOf(ben);
        await using var speaker = await adasClient.JoinAsync(room, new RoomConnectionOptions { OnPacket = static (_, _) => { } });
        await using var listener = await bensClient.JoinAsync(
            room, new RoomConnectionOptions
            {
                Latency = LatencyClass.Interactive,
                OnPacket = (_, packet) => heard.Writer.TryWrite(packet),
            });
        await speaker.TakeStageAsync();
        var microphone = new Microphone(speaker);
        using var frames = RecordedSpeech.Load(MakeRecording()).Frames(loop: true, () => speaker.EncoderAdvice).GetEnumerator();

        while (!speaker.EncoderAdvice.UseFec)
        {
            var packet = await SpeakAsync();
            (speaker.EncoderAdvice.UseFec || !CarriesFec(packet)).ShouldBeTrue("nobody has asked for it yet");
            if (microphone.Sent % MissesOneIn == 0)
            {
                listener.ReportConcealed(packetsConcealed: 1, packetsLost: 1);
            }
        }

        speaker.EncoderAdvice.ShouldBe(new EncoderAdvice(UseFec: true, ExpectedLossPercent: 10));
        var protectedOnes = new List<HeardPacket>();
        while (protectedOnes.Count(CarriesFec) < PacketsWithFec || !EndsInCopiedSpeech(protectedOnes))
        {
            protectedOnes.Add(await SpeakAsync());
        }

        using var playout = new SpeakerPlayout();
        PlayWithoutOne(playout, protectedOnes);
        (playout.Counters.Lost, playout.Counters.Recovered).ShouldBe((1, 1));

        // Sends the next frame that is not silence, and waits until the listener has it.
        async Task<HeardPacket> SpeakAsync()
        {
            var before = microphone.Sent;
            while (microphone.Sent == before)
            {
                frames.MoveNext().ShouldBeTrue();
                microphone.Send(frames.Current).ShouldBeTrue();
            }

            return await heard.Reader.ReadAsync(patience.Token);
        }
    }

    /// <summary>
    /// True if the last packet carries a copy of the one before, and that one belongs to continuous speech. The machine decides
    /// when the request reaches the speaker, and hence which words follow.
    /// </summary>
    private static bool EndsInCopiedSpeech(List<HeardPacket> packets) =>
        packets is [.., var before, var copied, var last] && CarriesFec(last)
        && copied.Timestamp == before.Timestamp + AudioFormat.FrameSamples
        && last.Timestamp == copied.Timestamp + AudioFormat.FrameSamples;

    /// <summary>
    /// Plays the packets in real time to the end, without the last but one, of which the last one carries a copy.
    /// </summary>
    private static void PlayWithoutOne(SpeakerPlayout playout, List<HeardPacket> packets)
    {
        var pcm = new float[AudioFormat.FrameSamples];
        var now = TimeSpan.Zero;
        var next = 0;
        for (var slot = packets[0].Timestamp; next < packets.Count || !playout.IsIdle; slot += AudioFormat.FrameSamples)
        {
            if (next < packets.Count && packets[next].Timestamp == slot)
            {
                if (next != packets.Count - 2)
                {
                    playout.Insert(packets[next].Sequence, slot, packets[next].Opus.Span, now);
                }

                next++;
            }

            playout.Read(pcm, now);
            now += AudioFormat.FrameDuration;
        }
    }

    private static bool CarriesFec(HeardPacket heard) =>
        OpusPacket.TryParse(heard.Opus.Span, out var packet, out _) && packet.HasFec;

    private AudioRoomsClient ClientOf(Caller caller) => new(new AudioRoomsClientOptions
    {
        Server = host.Address,
        AccessToken = _ => ValueTask.FromResult<string?>(caller.Headers.GetValue("authorization")!["Bearer ".Length..]),
    });

    /// <summary>Speech as PCM, so that the client's own encoder makes the packets.</summary>
    private string MakeRecording()
    {
        OggOpusReader.TryOpen(File.OpenRead(
            Path.Combine(AppContext.BaseDirectory, "voice-1.opus")), out var reader, out var error)
            .ShouldBeTrue($"{error}");
        var path = Path.Combine(folder.FullName, "voice.wav");
        using var decoder = new OpusDecoder();
        using var wav = new WavWriter(File.Create(path));
        var pcm = new float[OpusPacket.MaxSamples];
        using (reader)
        {
            while (reader!.TryReadPacket(out var packet))
            {
                decoder.TryDecode(packet, pcm, out var samples).ShouldBeTrue();
                wav.Write(pcm.AsSpan(0, samples));
            }
        }

        return path;
    }
}
