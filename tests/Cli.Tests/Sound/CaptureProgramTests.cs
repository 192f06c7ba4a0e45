using System.Runtime.Versioning;
using System.Text;
using AudioRooms.Cli.Sound;
using AudioRooms.Testing;

namespace AudioRooms.Cli.Tests.Sound;

/// <summary>A program that is installed but finds no microphone is not used.</summary>
[SupportedOSPlatform("linux")]
public sealed class CaptureProgramTests : IDisposable
{
    private readonly InstalledPrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task StartAsync_FirstProgramHasNoMicrophone_TakesTheNextAndGivesAllItsSound()
    {
        programs.Install("parecord", InstalledPrograms.EndsAtOnceWithAnError);
        programs.Install("arecord", "printf 'sound of the room'");

        using var capture = await CaptureProgram.StartAsync(programs.Context(new ManualTime()), CancellationToken.None);

        capture.ShouldNotBeNull().Name.ShouldBe("arecord");
        using var rest = new StreamReader(capture.Output);
        (Encoding.ASCII.GetString(capture.First) + await rest.ReadToEndAsync()).ShouldBe("sound of the room");
    }

    [Fact]
    public async Task StartAsync_ProgramDeliversNothingInTime_IsNoMicrophone()
    {
        programs.Install("parecord", InstalledPrograms.TakesEverything);

        (await CaptureProgram.StartAsync(programs.Context(new ImpatientTime()), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task StartAsync_NoProgramThere_IsNoMicrophone() =>
        (await CaptureProgram.StartAsync(programs.Context(new ManualTime()), CancellationToken.None)).ShouldBeNull();

    /// <summary>A clock on which every wait is over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
