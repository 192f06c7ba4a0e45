using System.Runtime.Versioning;
using AudioRooms.Cli.Sound;
using AudioRooms.Testing;

namespace AudioRooms.Cli.Tests.Sound;

/// <summary>A program that is installed and cannot play is no player. The programs here are scripts that behave like the real
/// ones.</summary>
[SupportedOSPlatform("linux")]
public sealed class PlayerTests : IDisposable
{
    private const string TakesEverything = "cat >/dev/null";
    private const string EndsAtOnceWithAnError = "exit 1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-players-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_ProgramNeedsTheTimeThatTheSoundLasts_IsThePlayer()
    {
        Install("aplay", TakesEverything);

        using var player = await Player.StartAsync(Context(new HurryingTime()), CancellationToken.None);

        player.ShouldNotBeNull().Name.ShouldBe("aplay");
    }

    [Fact]
    public async Task StartAsync_FirstProgramHasNoSoundCard_TakesTheNext()
    {
        Install("paplay", EndsAtOnceWithAnError);
        Install("ffplay", TakesEverything);

        using var player = await Player.StartAsync(Context(new HurryingTime()), CancellationToken.None);

        player.ShouldNotBeNull().Name.ShouldBe("ffplay");
    }

    [Fact]
    public async Task StartAsync_ProgramThrowsTheSoundAway_IsNoPlayer()
    {
        // As ffplay without a sound card: it takes all, plays nothing, and ends with 0.
        Install("ffplay", TakesEverything);

        (await Player.StartAsync(Context(new ManualTime()), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task TickAsync_SeveralPrograms_SaysOfEachWhatIsWrong()
    {
        Install("paplay", EndsAtOnceWithAnError);
        Install("aplay", TakesEverything);

        var results = await Player.TickAsync(Context(new HurryingTime()), CancellationToken.None);

        results.Select(result => result.Program).ShouldBe(["paplay", "aplay"]);
        results[0].Fault.ShouldNotBeNull().ShouldContain("code 1");
        results[1].Fault.ShouldBeNull();
    }

    [Fact]
    public async Task TickAsync_WorkingProgram_GetsSixHundredMillisecondsOfSoundThatIsNotSilent()
    {
        var heard = Path.Combine(folder.FullName, "heard.raw");
        Install("aplay", $"cat >'{heard}'");

        await Player.TickAsync(Context(new HurryingTime()), CancellationToken.None);

        var bytes = await File.ReadAllBytesAsync(heard);
        bytes.Length.ShouldBe(48_000 * 2 * 600 / 1_000);
        bytes.ShouldContain(value => value != 0);
    }

    private CliContext Context(TimeProvider time) => TestContext.Silent with
    {
        Environment = name => name == "PATH" ? folder.FullName : null,
        Time = time,
    };

    private void Install(string name, string script)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A second passes between any two looks at the clock, so that a program seems to take its time.</summary>
    private sealed class HurryingTime : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref looks);
    }
}
