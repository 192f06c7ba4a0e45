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
}
