using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Opus;
using AudioRooms.Testing;

namespace AudioRooms.Audio.Tests.Mixing;

public sealed class RoomMixerTests : IDisposable
{
    private const uint Anna = 1;
    private const uint Ben = 2;

    private readonly RoomMixer mixer = new(new RoomMixerOptions());
    private readonly PeakLimiter limiter = new();
    private readonly float[] frame = new float[AudioFormat.FrameSamples];
    private long now;

    private TimeSpan Now => now * AudioFormat.FrameDuration;

    public void Dispose() => mixer.Dispose();

    [Fact]
    public void Mix_TwoVoices_IsTheSumOfWhatEachDecodesTo()
    {
        var anna = Tones.Packets(300, 50);
        var ben = Tones.Packets(700, 50);

        var heard = Hear(50, index =>
        {
            Push(Anna, index, anna[index]);
            Push(Ben, index, ben[index]);
        });

        // The first frame is faded in; before it there are 40 ms of silence, the target delay.
        var expected = CodecTests.Decode(anna).Zip(CodecTests.Decode(ben), (a, b) => a + b).ToArray();
        var start = heard.AsSpan().IndexOfAnyExcept(0f) / AudioFormat.FrameSamples * AudioFormat.FrameSamples;
        var second = start + AudioFormat.FrameSamples;
        for (var index = second; index < heard.Length; index++)
        {
            heard[index].ShouldBe(expected[index - start], 0.00001f, $"sample {index}");
        }

        (start / AudioFormat.FrameSamples).ShouldBeInRange(1, 3);
    }

    [Fact]
    public void WriteMixMinus_TwoTones_HasTheOthersAndLacksTheOwn()
    {
        var anna = Tones.Packets(300, 100);
        var ben = Tones.Packets(700, 100);
        var minusAnna = new float[AudioFormat.FrameSamples];
        List<float> whole = [];
        List<float> minus = [];

        Hear(100, index =>
        {
            Push(Anna, index, anna[index]);
            Push(Ben, index, ben[index]);
        }, () =>
        {
            mixer.WriteMixMinus(Anna, limiter, minusAnna);
            minus.AddRange(minusAnna);
            whole.AddRange(frame);
        });

        var wholeEnd = whole.ToArray().AsSpan(48_000);
        var minusEnd = minus.ToArray().AsSpan(48_000);
        Goertzel.AmplitudeAt(wholeEnd, 300).ShouldBe(0.3, 0.03);
        Goertzel.AmplitudeAt(wholeEnd, 700).ShouldBe(0.3, 0.03);
        Goertzel.AmplitudeAt(minusEnd, 700).ShouldBe(0.3, 0.03);

        // At 300 Hz only the codec's noise around the other tone remains, 40 dB below it.
        Goertzel.AmplitudeAt(minusEnd, 300).ShouldBeLessThan(0.003);
    }

    [Fact]
    public void WriteMixMinus_OnlyTheOwnVoiceSpeaks_IsSilenceAndNothingIsSaidToSound()
    {
        var anna = Tones.Packets(300, 20);

        Hear(20, index => Push(Anna, index, anna[index]));
        mixer.WriteMixMinus(Anna, new PeakLimiter(), frame);

        frame.ShouldAllBe(sample => sample == 0);
        (mixer.HasSound, mixer.HasSoundWithout(Anna), mixer.HasSoundWithout(Ben)).ShouldBe((true, false, true));
    }

    [Fact]
    public void WriteMix_AFullStageShouts_NeverPassesFullScale()
    {
        var shout = Tones.Packets(200, 50, amplitude: 0.9);

        var heard = Hear(50, index =>
        {
            for (var source = 1u; source <= 13; source++)
            {
                Push(source, index, shout[index]);
            }
        });

        mixer.VoiceCount.ShouldBe(13);
        heard.Max(Math.Abs).ShouldBeLessThanOrEqualTo(PeakLimiter.Ceiling);
        heard.Max(Math.Abs).ShouldBeGreaterThan(0.9f);
    }

    [Fact]
    public void Mix_ASpeakerComesAndGoesEverySecond_NothingClicksAndNoDecoderIsKept()
    {
        // Two sines of at most 200 Hz change by 2 × 0.3 × 2π × 200 / 48,000 from one sample to the next; the codec may add as
        // much.
        const float StepMax = 0.032f;
        var steady = Tones.Packets(200, 1_500);
        var guest = Tones.Packets(200, 50);
        var voicesMax = 0;

        var heard = Hear(1_500, index =>
        {
            Push(Anna, index, steady[index]);
            var visit = (uint)(index / 50);
            if (index % 50 == 49)
            {
                mixer.Remove(100 + visit);
            }
            else
            {
                Push(100 + visit, index % 50, guest[index % 50]);
            }
        }, () => voicesMax = Math.Max(voicesMax, mixer.VoiceCount));

        voicesMax.ShouldBe(2);
        for (var index = 1; index < heard.Length; index++)
        {
            Math.Abs(heard[index] - heard[index - 1]).ShouldBeLessThan(StepMax, $"sample {index}");
        }
    }

    [Fact]
    public void Remove_WhileSpeaking_FadesWithinOneFrameAndFreesTheDecoder()
    {
        var anna = Tones.Packets(300, 30);
        Hear(25, index => Push(Anna, index, anna[index]));

        mixer.Remove(Anna);
        var last = Hear(1, _ => { });
        var after = Hear(1, _ => { });

        Math.Abs(last[^1]).ShouldBeLessThan(0.001f);
        after.ShouldAllBe(sample => sample == 0);
        (mixer.VoiceCount, mixer.IsQuiet).ShouldBe((0, true));
    }

    [Fact]
    public void RemoveUnless_TheStageChanged_KeepsWhoMayBeHeard()
    {
        var anna = Tones.Packets(300, 10);
        Hear(10, index =>
        {
            Push(Anna, index, anna[index]);
            Push(Ben, index, anna[index]);
        });

        mixer.RemoveUnless(source => source == Ben);
        Hear(2, _ => { });

        mixer.VoiceCount.ShouldBe(1);
        mixer.HasSoundWithout(Ben).ShouldBeFalse();
    }

    [Fact]
    public void Mix_TenPercentLost_HasNoHoles()
    {
        var random = new Random(7);
        var packets = CodecTests.Encode(Speech.Synthesize(250 * 960), new OpusEncoderOptions { UseDtx = false });
        var silentFrames = 0;

        Hear(250, index =>
        {
            if (random.NextDouble() >= 0.1)
            {
                Push(Anna, index, packets[index]);
            }
        }, () => silentFrames += mixer.HasSound ? 0 : 1);

        // The only silence is the target delay at the beginning.
        silentFrames.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Push_LongAfterItsTime_ChangesNothing()
    {
        var packets = Tones.Packets(300, 100);
        using var other = new RoomMixer(new RoomMixerOptions());
        var punctual = new float[AudioFormat.FrameSamples];

        for (var index = 0; index < 100; index++)
        {
            now = index;
            if (index != 40)
            {
                Push(Anna, index, packets[index]);
                other.Push(Anna, index, (uint)(index * 960), packets[index], Now);
            }

            if (index == 70)
            {
                Push(Anna, 40, packets[40]);
            }

            mixer.Mix(Now);
            other.Mix(Now);
            mixer.WriteMix(new PeakLimiter(), frame);
            other.WriteMix(new PeakLimiter(), punctual);
            frame.ShouldBe(punctual);
        }
    }

    [Fact]
    public void Mix_SpeakerFallsSilent_CostsNoVoiceAndEndsQuiet()
    {
        var packets = Tones.Packets(300, 10);
        Hear(10, index => Push(Anna, index, packets[index]));
        Push(Anna, 10, [0xF8]);
        var soundingFrames = 0;

        Hear(100, _ => { }, () => soundingFrames += mixer.HasSound ? 1 : 0);

        soundingFrames.ShouldBeLessThanOrEqualTo(4, "what the jitter buffer held, and the fade");
        mixer.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void Push_NoPlaceLeft_IsDroppedUntilSomebodyIsSilent()
    {
        using var small = new RoomMixer(new RoomMixerOptions { MaxVoices = 1 });
        var packet = Tones.Packets(300, 1)[0];
        small.Push(Anna, 0, 0, packet, TimeSpan.Zero).ShouldBeTrue();
        small.Push(Ben, 0, 0, packet, TimeSpan.Zero).ShouldBeFalse();

        for (var index = 0; index < 100; index++)
        {
            small.Mix(index * AudioFormat.FrameDuration);
        }

        small.Push(Ben, 1, 960, packet, TimeSpan.FromSeconds(2)).ShouldBeTrue();
        small.VoiceCount.ShouldBe(1);
    }

    [Fact]
    public void Mix_SilentForLong_FreesTheDecoder()
    {
        Push(Anna, 0, Tones.Packets(300, 1)[0]);
        now = 1_501;

        mixer.Mix(Now);

        mixer.VoiceCount.ShouldBe(0);
    }

    [Fact]
    public void PushAndMix_SteadyState_AllocateNothing()
    {
        // Packets of one size, because packets that get longer make the jitter buffer's slots grow.
        var packet = Tones.Packets(300, 10)[9];
        Hear(100, PushBoth);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var index = 100; index < 200; index++)
        {
            now = index;
            PushBoth(index);
            mixer.Mix(Now);
            mixer.WriteMix(limiter, frame);
            mixer.WriteMixMinus(Anna, limiter, frame);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void PushBoth(int index)
        {
            Push(Anna, index, packet);
            Push(Ben, index, packet);
        }
    }

    private void Push(uint source, int sequence, ReadOnlySpan<byte> packet) =>
        mixer.Push(source, sequence, (uint)(sequence * AudioFormat.FrameSamples), packet, Now);

    /// <summary>Mixes frames; <c>arrive</c> runs before each frame is made.</summary>
    private float[] Hear(int frames, Action<int> arrive, Action? made = null)
    {
        var heard = new List<float>();
        for (var index = 0; index < frames; index++)
        {
            arrive(index);
            mixer.Mix(Now);
            mixer.WriteMix(limiter, frame);
            heard.AddRange(frame);
            made?.Invoke();
            now++;
        }

        return [.. heard];
    }
}
