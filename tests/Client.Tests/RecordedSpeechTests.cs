using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Client.Tests;

public sealed class RecordedSpeechTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-speech-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Load_Wav_GivesOneFramePerTwentyMilliseconds()
    {
        var path = Path.Combine(folder.FullName, "tone.wav");
        using (var wav = new WavWriter(File.Create(path), sampleRateHz: 16_000))
        {
            wav.Write([.. Enumerable.Range(0, 16_000).Select(i => 0.3f * MathF.Sin(i * 0.1f))]);
        }

        var speech = RecordedSpeech.Load(path);

        speech.Duration.ShouldBe(TimeSpan.FromSeconds(1));
        speech.IsUntouched.ShouldBeFalse();
        speech.Frames().Count().ShouldBe(50);
        speech.Frames().Skip(5).First().Level.ShouldBeInRange((byte)8, (byte)20);
    }

    [Fact]
    [Trait("Covers", "M73")]
    public void Frames_AdviceChangesWhileSpeaking_PacketsCarryFecFromThenOn()
    {
        var path = Path.Combine(folder.FullName, "voice.wav");
        using (var wav = new WavWriter(File.Create(path)))
        {
            wav.Write(Buzz(3 * 48_000));
        }

        var advice = EncoderAdvice.None;
        var withFec = new List<bool>();
        foreach (var frame in RecordedSpeech.Load(path).Frames(advice: () => advice))
        {
            OpusPacket.TryParse(frame.Opus.Span, out var packet, out _).ShouldBeTrue();
            withFec.Add(packet.HasFec);
            advice = withFec.Count >= 75 ? new EncoderAdvice(UseFec: true, ExpectedLossPercent: 10) : EncoderAdvice.None;
        }

        withFec.Take(75).ShouldAllBe(carries => !carries);
        withFec.Skip(80).Count(carries => carries).ShouldBeGreaterThan(35, "the encoder leaves it out where the voice is faint");
    }

    [Fact]
    [Trait("Covers", "M72")]
    public void Frames_TenSecondsOfSilence_AreAFewPacketsOfComfortNoise()
    {
        var path = Path.Combine(folder.FullName, "silence.wav");
        using (var wav = new WavWriter(File.Create(path)))
        {
            wav.Write(new float[11 * 48_000]);
        }

        var sent = RecordedSpeech.Load(path).Frames().Skip(50).Count(frame => !frame.Opus.IsEmpty);

        sent.ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public void Frames_Loop_BeginsAgain()
    {
        var path = Path.Combine(folder.FullName, "tone.wav");
        using (var wav = new WavWriter(File.Create(path)))
        {
            wav.Write(new float[960 * 3]);
        }

        RecordedSpeech.Load(path).Frames(loop: true).Take(10).Count().ShouldBe(10);
    }

    [Theory]
    [InlineData("noise.wav")]
    [InlineData("noise.opus")]
    [InlineData("noise.mp3")]
    public void Load_NotASoundFile_SaysSoInOneSentence(string name)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, [1, 2, 3, 4]);

        Should.Throw<InvalidDataException>(() => RecordedSpeech.Load(path)).Message.ShouldContain(name);
    }

    // A voice without pauses: harmonics of a gliding pitch, in syllables.
    private static float[] Buzz(int samples)
    {
        var pcm = new float[samples];
        var phase = 0.0;
        for (var index = 0; index < samples; index++)
        {
            var seconds = index / 48_000.0;
            phase += 2 * Math.PI * (130 + (20 * Math.Sin(2 * Math.PI * 0.7 * seconds))) / 48_000;
            for (var harmonic = 1; harmonic <= 12; harmonic++)
            {
                pcm[index] += (float)(0.2 * Math.Sin(harmonic * phase) / harmonic * (0.6 + (0.4 * Math.Sin(2 * Math.PI * 3 * seconds))));
            }
        }

        return pcm;
    }
}
