using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests.Mixing;

/// <summary>
/// The mix sounds as it did when its golden files were made: a change of the sum, the limiter or the fades shows here.
/// <c>UPDATE_LISTS=1 dotnet test tests/Audio.Tests --filter GoldenMix</c> makes the files again; listen to them before committing
/// (fixtures/golden/README.md).
/// </summary>
public sealed class GoldenMixTests
{
    /// <summary>Half a second of the recorded voice as PCM, so that no codec affects the result.</summary>
    private const int PcmFrames = 25;

    private const int OpusFrames = 50;

    /// <summary>Frames into the demo's recordings at which both speakers are in the middle of a sentence.</summary>
    private const int AnnaSpeaksFrom = 60;
    private const int BenSpeaksFrom = 300;

    /// <summary>
    /// Signal-to-noise ratio in dB. Decoders may round differently, 60 dB and more below a voice. A voice that is missing or a
    /// frame late, or a gain that is off by 4 %, gives less than 30 dB.
    /// </summary>
    private const double SignalToNoiseMin = 30;

    private readonly PeakLimiter limiter = new();
    private readonly PeakLimiter limiterWithout = new();
    private readonly float[] frame = new float[AudioFormat.FrameSamples];

    [Fact]
    public void WriteMix_VoiceAndTwoTonesAsPcm_IsTheGoldenMixAndTheGoldenMixMinus()
    {
        var bus = new MixBus();
        var voice = new float[PcmFrames * AudioFormat.FrameSamples];
        PcmConvert.ToFloat(Read("golden/voice-1-second-2.s16"), voice);
        var low = Triangle(periodSamples: 160, amplitude: 0.625f, fromFrame: 8);
        var high = Triangle(periodSamples: 60, amplitude: 0.5f, fromFrame: 16);
        var (whole, withoutLow) = (new List<float>(), new List<float>());

        for (var index = 0; index < PcmFrames; index++)
        {
            bus.Clear();
            bus.Add(FrameOf(voice, index));
            bus.Add(FrameOf(low, index));
            bus.Add(FrameOf(high, index));
            bus.WriteMix(limiter, frame);
            whole.AddRange(frame);
            bus.WriteMixMinus(FrameOf(low, index), limiterWithout, frame);
            withoutLow.AddRange(frame);
        }

        var mixed = ToInt16([.. whole, .. withoutLow]);
        var golden = Golden("mix-of-pcm.s16", mixed);
        limiter.Gain.ShouldBeLessThan(0.9f, "the limiter has something to do");
        mixed.Length.ShouldBe(golden.Length);
        for (var index = 0; index < golden.Length; index++)
        {
            // Only the last bit of the limiter's exponential depends on the machine.
            Math.Abs(mixed[index] - golden[index]).ShouldBeLessThanOrEqualTo(1, $"sample {index}");
        }
    }

    [Fact]
    public void WriteMix_TwoVoicesOfTheDemoAsPackets_IsCloseToTheGoldenMix()
    {
        using var mixer = new RoomMixer(new RoomMixerOptions());
        var anna = Fixtures.ReadPackets(Fixtures.DemoPathOf("anna.opus")).GetRange(AnnaSpeaksFrom, OpusFrames);
        var ben = Fixtures.ReadPackets(Fixtures.DemoPathOf("ben.opus")).GetRange(BenSpeaksFrom, OpusFrames);
        var heard = new List<float>();

        for (var index = 0; index < OpusFrames; index++)
        {
            var now = index * AudioFormat.FrameDuration;
            mixer.Push(1, index, (uint)(index * AudioFormat.FrameSamples), anna[index], now);
            mixer.Push(2, index, (uint)(index * AudioFormat.FrameSamples), ben[index], now);
            mixer.Mix(now);
            mixer.WriteMix(limiter, frame);
            heard.AddRange(frame);
        }

        var golden = new float[OpusFrames * AudioFormat.FrameSamples];
        PcmConvert.ToFloat(Golden("mix-of-demo.s16", ToInt16([.. heard])), golden);
        heard.Max(Math.Abs).ShouldBeGreaterThan(0.1f);
        Similarity.SignalToNoise(golden, heard.ToArray()).ShouldBeGreaterThan(SignalToNoiseMin);
    }

    /// <summary>
    /// A tone made with the four basic operations only, which give the same result on every machine; silent before it begins.
    /// </summary>
    private static float[] Triangle(int periodSamples, float amplitude, int fromFrame)
    {
        var pcm = new float[PcmFrames * AudioFormat.FrameSamples];
        for (var index = fromFrame * AudioFormat.FrameSamples; index < pcm.Length; index++)
        {
            var quarters = 4f * (index % periodSamples) / periodSamples;
            pcm[index] = amplitude * (Math.Abs(quarters - 2f) - 1f);
        }

        return pcm;
    }

    private static ReadOnlySpan<float> FrameOf(float[] pcm, int index) =>
        pcm.AsSpan(index * AudioFormat.FrameSamples, AudioFormat.FrameSamples);

    private static short[] ToInt16(ReadOnlySpan<float> pcm)
    {
        var samples = new short[pcm.Length];
        PcmConvert.ToInt16(pcm, samples);
        return samples;
    }

    /// <summary>48 kHz mono, 16 bits, little-endian, no header.</summary>
    private static short[] Read(string fixture) =>
        MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(Fixtures.PathOf(fixture))).ToArray();

    private static short[] Golden(string name, short[] made)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1")
        {
            File.WriteAllBytes(PathInSource(name), MemoryMarshal.AsBytes(made.AsSpan()).ToArray());
            return made;
        }

        return Read($"golden/{name}");
    }

    private static string PathInSource(string name, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "fixtures", "golden", name));
}
