using System.Runtime.Versioning;
using AudioRooms.Cli.Sound;
using AudioRooms.Testing;

namespace AudioRooms.Cli.Tests.Sound;

/// <summary>A program that is installed but cannot play is not used.</summary>
[SupportedOSPlatform("linux")]
public sealed class PlayerTests : IDisposable
{
    private readonly InstalledPrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task StartAsync_ProgramNeedsTheTimeThatTheSoundLasts_IsThePlayer()
    {
        programs.Install("aplay", InstalledPrograms.TakesEverything);

        using var player = await Player.StartAsync(programs.Context(new HurryingTime()), CancellationToken.None);

        player.ShouldNotBeNull().Name.ShouldBe("aplay");
    }

    [Fact]
    public async Task StartAsync_FirstProgramHasNoSoundCard_TakesTheNext()
    {
        programs.Install("paplay", InstalledPrograms.EndsAtOnceWithAnError);
        programs.Install("ffplay", InstalledPrograms.TakesEverything);

        using var player = await Player.StartAsync(programs.Context(new HurryingTime()), CancellationToken.None);

        player.ShouldNotBeNull().Name.ShouldBe("ffplay");
    }

    [Fact]
    public async Task StartAsync_ProgramThrowsTheSoundAway_IsNoPlayer()
    {
        // Like ffplay without a sound card: it reads all its input, plays nothing, and ends with 0.
        programs.Install("ffplay", InstalledPrograms.TakesEverything);

        (await Player.StartAsync(programs.Context(new ManualTime()), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task TickAsync_SeveralPrograms_SaysOfEachWhatIsWrong()
    {
        programs.Install("paplay", InstalledPrograms.EndsAtOnceWithAnError);
        programs.Install("aplay", InstalledPrograms.TakesEverything);

        var results = await Player.TickAsync(programs.Context(new HurryingTime()), CancellationToken.None);

        results.Select(result => result.Program).ShouldBe(["paplay", "aplay"]);
        results[0].Fault.ShouldNotBeNull().ShouldContain("code 1");
        results[1].Fault.ShouldBeNull();
    }

    [Fact]
    public async Task TickAsync_WorkingProgram_GetsSixHundredMillisecondsOfSoundThatIsNotSilent()
    {
        var heard = programs.PathOf("heard.raw");
        programs.Install("aplay", $"cat >'{heard}'");

        await Player.TickAsync(programs.Context(new HurryingTime()), CancellationToken.None);

        var bytes = await File.ReadAllBytesAsync(heard);
        bytes.Length.ShouldBe(48_000 * 2 * 600 / 1_000);
        bytes.ShouldContain(value => value != 0);
    }

    /// <summary>A clock that moves a second between two readings, so that a program seems to take time.</summary>
    private sealed class HurryingTime : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref looks);
    }
}
