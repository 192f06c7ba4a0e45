using AudioRooms.Client;
using AudioRooms.LoadTester.People;

namespace AudioRooms.LoadTester.Tests.People;

public sealed class TalkPatternTests
{
    private static readonly SpokenFrame[] Speech = [new(new byte[] { 1 }, 30), new(new byte[] { 2 }, 30)];

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Create_ShareOfTalk_IsKeptOverTime(double talk)
    {
        var frames = TalkPattern.Create(Speech, talk, seed: 3).Take(500_000);

        frames.Average(frame => frame.Opus.IsEmpty ? 0.0 : 1.0).ShouldBe(talk, 0.03);
    }

    [Fact]
    public void Create_TalkOne_IsNeverSilent() =>
        TalkPattern.Create(Speech, talk: 1, seed: 3).Take(10_000).ShouldAllBe(frame => !frame.Opus.IsEmpty);

    [Fact]
    public void Create_SameSeed_SaysTheSame()
    {
        var one = TalkPattern.Create(Speech, 0.5, seed: 3).Take(1_000).Select(frame => frame.Opus.Length);

        TalkPattern.Create(Speech, 0.5, seed: 3).Take(1_000).Select(frame => frame.Opus.Length).ShouldBe(one);
    }

    [Fact]
    public void Packets_OfTheProgram_AreSpeechOfTwentyMilliseconds()
    {
        var packets = LoadSpeech.Packets();

        packets.Count.ShouldBeGreaterThan(100);
        packets.ShouldAllBe(frame => frame.Opus.Length > 2 && frame.Opus.Length <= 1_275 && frame.Level < 127);
    }
}
