using AudioRooms.Audio;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.System.Tests;

/// <summary>The first sound that a newcomer hears.</summary>
public sealed class DemoTests : RunsAlone
{
    [Fact]
    public async Task Listen_DemoServerAndNothingElse_HearsTwoVoices()
    {
        await using var server = await Server.StartAsync("--demo");
        using var user = new CommandLine(server.Grpc);
        var path = Path.Combine(user.Home, "demo.wav");

        var heard = await user.JsonAsync("listen", "--out", path, "--seconds", "12");

        heard.GetProperty("speakers").GetArrayLength().ShouldBe(2);
        heard.GetProperty("lost").GetInt64().ShouldBe(0);
        await using var stream = File.OpenRead(path);
        WavReader.TryReadMono48k(stream, TimeSpan.FromMinutes(1), out var pcm, out _).ShouldBeTrue();
        (pcm.Length / (double)AudioFormat.SampleRateHz).ShouldBeInRange(11.9, 14);
        Math.Sqrt(pcm.Average(sample => (double)sample * sample)).ShouldBeGreaterThan(0.005, "somebody talks most of the time");
        server.ShouldHaveCleanLog();
    }
}
