using System.Runtime.Versioning;
using System.Text;
using AudioRooms.Cli.Sound;
using AudioRooms.Testing;

namespace AudioRooms.Cli.Tests.Sound;

/// <summary>A program that is installed and hears no microphone is none. The programs here are scripts that behave like the real ones.</summary>
[SupportedOSPlatform("linux")]
public sealed class CaptureProgramTests : IDisposable
{
    private const string EndsAtOnceWithAnError = "exit 1";
    private const string DeliversNothing = "cat >/dev/null";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-microphones-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_FirstProgramHasNoMicrophone_TakesTheNextAndGivesAllItsSound()
    {
        Install("parecord", EndsAtOnceWithAnError);
        Install("arecord", "printf 'sound of the room'");

        using var capture = await CaptureProgram.StartAsync(Context(new ManualTime()), CancellationToken.None);

        capture.ShouldNotBeNull().Name.ShouldBe("arecord");
        using var rest = new StreamReader(capture.Output);
        (Encoding.ASCII.GetString(capture.First) + await rest.ReadToEndAsync()).ShouldBe("sound of the room");
    }

    [Fact]
    public async Task StartAsync_ProgramDeliversNothingInTime_IsNoMicrophone()
    {
        Install("parecord", DeliversNothing);

        (await CaptureProgram.StartAsync(Context(new ImpatientTime()), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task StartAsync_NoProgramThere_IsNoMicrophone() =>
        (await CaptureProgram.StartAsync(Context(new ManualTime()), CancellationToken.None)).ShouldBeNull();

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

    /// <summary>Whatever waits has waited long enough.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
