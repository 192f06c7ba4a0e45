using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Testing;

namespace AudioRooms.Audio.Tests.Mixing;

public sealed class MixEncoderTests : IDisposable
{
    private const uint Anna = 1;
    private const uint Ben = 2;

    private readonly RoomMixer mixer = new(new RoomMixerOptions());
    private readonly MixEncoder encoder = new();
    private readonly byte[] packet = new byte[LivePacketRules.MaxPacketBytes];
    private long now;

    public void Dispose()
    {
        mixer.Dispose();
        encoder.Dispose();
    }

    [Fact]
    public void Encode_NobodyHasSpoken_EncodesNothing()
    {
        Frames(100, without: null).ShouldBeEmpty();
        encoder.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void Encode_TwoTones_ThePacketsHoldBothAtTheirLevel()
    {
        var sent = Talk(100, without: null);

        var heard = CodecTests.Decode([.. sent.Select(each => each.Packet)]).AsSpan(48_000);
        Goertzel.AmplitudeAt(heard, 300).ShouldBe(0.3, 0.06);
        Goertzel.AmplitudeAt(heard, 700).ShouldBe(0.3, 0.06);

        // Two sines of 0.3: power 0.09, -10.5 dBov.
        sent[^1].Level.ShouldBeInRange((byte)9, (byte)12);
        var bitsPerSecond = sent.Average(each => each.Packet.Length) * 8 * AudioFormat.FramesPerSecond;
        bitsPerSecond.ShouldBeInRange(20_000, 32_000);
    }

    [Fact]
    public void Encode_MixMinus_ThePacketsLackTheOwnVoice()
    {
        var sent = Talk(100, without: Anna);

        var heard = CodecTests.Decode([.. sent.Select(each => each.Packet)]).AsSpan(48_000);
        Goertzel.AmplitudeAt(heard, 700).ShouldBe(0.3, 0.06);
        Goertzel.AmplitudeAt(heard, 300).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void Encode_EverybodyFallsSilent_SaysSoOnceAndThenCostsNothing()
    {
        Talk(50, without: null);

        var tail = Frames(50, without: null);
        var after = Frames(50, without: null);

        OpusPacket.TryParse(tail[^1].Packet, out var last, out _).ShouldBeTrue();
        last.IsDtx.ShouldBeTrue();
        tail[^1].Level.ShouldBe(AudioLevel.Silence);
        after.ShouldBeEmpty();
        encoder.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void Encode_ToneThatGoesOn_IsNeverTakenForSilence()
    {
        var sent = Talk(500, without: null);

        // The mix waits for its first packets; after that every frame is sent.
        sent.Count.ShouldBeGreaterThan(490);
        sent.Skip(5).ShouldAllBe(each => each.Packet.Length > 2);
    }

    [Fact]
    public void Encode_SpeechAfterSilence_IsHeardAgain()
    {
        Talk(50, without: null);
        Frames(200, without: null);

        var sent = Talk(50, without: null);

        Goertzel.AmplitudeAt(CodecTests.Decode([.. sent.Select(each => each.Packet)]).AsSpan(24_000), 300).ShouldBe(0.3, 0.06);
    }

    [Fact]
    public void Encode_SteadyState_AllocatesNothing()
    {
        Talk(50, without: null);
        encoder.Encode(mixer, without: null, packet, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        encoder.Encode(mixer, without: null, packet, out _);
        encoder.Encode(mixer, Anna, packet, out _);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private List<(byte[] Packet, byte Level)> Talk(int frames, uint? without)
    {
        var anna = Tones.Packets(300, frames);
        var ben = Tones.Packets(700, frames);
        var first = now;
        return Frames(frames, without, () =>
        {
            var index = (int)(now - first);
            mixer.Push(Anna, now, (uint)(now * 960), anna[index], now * AudioFormat.FrameDuration);
            mixer.Push(Ben, now, (uint)(now * 960), ben[index], now * AudioFormat.FrameDuration);
        });
    }

    private List<(byte[] Packet, byte Level)> Frames(int frames, uint? without, Action? arrive = null)
    {
        var sent = new List<(byte[] Packet, byte Level)>();
        for (var index = 0; index < frames; index++)
        {
            arrive?.Invoke();
            mixer.Mix(now * AudioFormat.FrameDuration);
            var bytes = encoder.Encode(mixer, without, packet, out var level);
            if (bytes > 0)
            {
                sent.Add((packet[..bytes], level));
            }

            now++;
        }

        return sent;
    }
}
