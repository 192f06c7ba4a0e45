using System.Runtime.Versioning;
using AudioRooms.Audio;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.System.Tests;

/// <summary>A player that dies is an error, and the sound is recorded.</summary>
[SupportedOSPlatform("linux")]
public sealed class DeadPlayerTests : RunsAlone, IDisposable
{
    /// <summary>A player that passes its trial and dies after two seconds of the room.</summary>
    private const string DyingPlayer = """
        #!/bin/sh
        if [ -e "$0.tried" ]; then head -c 192000 >/dev/null; exit 1; fi
        touch "$0.tried"
        cat >/dev/null
        sleep 0.5
        """;

    private readonly DirectoryInfo programs = Directory.CreateTempSubdirectory("audiorooms-dying-player-");

    public void Dispose() => programs.Delete(recursive: true);

    [Fact]
    public async Task Listen_PlayerDies_TheRoomIsRecordedFromTheBeginning()
    {
        var player = Path.Combine(programs.FullName, "paplay");
        await File.WriteAllTextAsync(player, DyingPlayer);
        File.SetUnixFileMode(player, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var server = await Server.StartAsync("--demo");
        using var user = new CommandLine(server.Grpc, new Dictionary<string, string>
        {
            ["PATH"] = $"{programs.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
        });

        var heard = await user.JsonAsync("listen", "--seconds", "12");

        var path = Path.Combine(Path.GetTempPath(), heard.GetProperty("file").GetString().ShouldNotBeNull());
        heard.GetProperty("speakers").GetArrayLength().ShouldBe(2);
        heard.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(11);
        await using (var stream = File.OpenRead(path))
        {
            WavReader.TryReadMono48k(stream, TimeSpan.FromMinutes(1), out var pcm, out _).ShouldBeTrue();
            pcm[..(3 * AudioFormat.SampleRateHz)].Max().ShouldBeGreaterThan(
                0.01f, "the first seconds went to the player, and are recorded");
        }

        File.Delete(path);
    }
}
