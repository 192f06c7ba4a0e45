using System.Diagnostics;
using System.Runtime.InteropServices;
using AudioRooms.Audio;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Cli.Sound;

/// <summary>The loudspeaker of <c>listen</c>: a program of the system that plays raw sound from its input.</summary>
/// <remarks>
/// An installed program does not always find a sound card. In a container, on a server or under WSL it ends at once, or discards
/// everything that it is given. Therefore every program is tried with a short sound first: it must take about as long as the
/// sound lasts, and end without an error.
/// </remarks>
internal sealed class Player : IDisposable
{
    /// <summary>Programs and their arguments for 48 kHz, mono, 16 bits, little-endian. The first one that works is
    /// used.</summary>
    private static readonly (string Program, string Arguments)[] Known =
    [
        ("paplay", "--raw --format=s16le --rate=48000 --channels=1 --latency-msec=60"),
        ("aplay", "-q -t raw -f S16_LE -r 48000 -c 1 -"),
        ("ffplay", "-nodisp -autoexit -loglevel error -f s16le -ar 48000 -ac 1 -i -"),
    ];

    /// <summary>Length of the trial sound: long enough to tell a program that plays it from one that discards it, and short
    /// enough to wait for.</summary>
    private static readonly TimeSpan Trial = TimeSpan.FromMilliseconds(600);

    /// <summary>Shortest time that a program that plays needs for the trial. At its end, one buffer may still be in the sound
    /// card.</summary>
    private static readonly TimeSpan TrialMin = TimeSpan.FromMilliseconds(350);

    /// <summary>A program that takes longer than this for the trial hangs.</summary>
    private static readonly TimeSpan TrialMax = TimeSpan.FromSeconds(8);

    private readonly Process process;

    private Player(Process process, string name)
    {
        this.process = process;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Takes the sound. A write throws an <see cref="IOException"/> if the program has ended.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>Installed programs, with and without a sound card.</summary>
    public static IEnumerable<string> Installed(Func<string, string?> environment) =>
        Known.Select(player => player.Program).Where(program => SystemPrograms.Find(program, environment) is not null);

    /// <summary>Starts the first program that works; null if none does.</summary>
    public static async Task<Player?> StartAsync(CliContext context, CancellationToken cancellation)
    {
        foreach (var (program, arguments) in Known)
        {
            if (SystemPrograms.Find(program, context.Environment) is { } path
                && await FaultOfAsync(context, path, arguments, isAudible: false, cancellation).ConfigureAwait(false) is null)
            {
                return new Player(Start(path, arguments), program);
            }
        }

        return null;
    }

    /// <summary>Plays a short tick with every installed program.</summary>
    /// <returns>Each program's fault in a few words; null if it played.</returns>
    public static async Task<IReadOnlyList<(string Program, string? Fault)>> TickAsync(
        CliContext context, CancellationToken cancellation)
    {
        var results = new List<(string Program, string? Fault)>();
        foreach (var (program, arguments) in Known)
        {
            if (SystemPrograms.Find(program, context.Environment) is { } path)
            {
                results.Add(
                    (program, await FaultOfAsync(context, path, arguments, isAudible: true, cancellation).ConfigureAwait(false)));
            }
        }

        return results;
    }

    public void Dispose()
    {
        Close(process);
        if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static async Task<string?> FaultOfAsync(
        CliContext context, string path, string arguments, bool isAudible, CancellationToken cancellation)
    {
        using var process = Start(path, arguments);
        var startedAt = context.Time.GetTimestamp();
        try
        {
            using var patience = new CancellationTokenSource(TrialMax, context.Time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            await WriteTrialAsync(process, isAudible, limit.Token).ConfigureAwait(false);
            Close(process);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellation.ThrowIfCancellationRequested();
            return $"does not end within {TrialMax.TotalSeconds:0} s";
        }

        if (process.ExitCode != 0)
        {
            return $"ends with code {process.ExitCode}: no sound card?";
        }

        return context.Time.GetElapsedTime(startedAt) < TrialMin
            ? "takes sound faster than it can play it: no sound card?"
            : null;
    }

    private static async Task WriteTrialAsync(Process process, bool isAudible, CancellationToken cancellation)
    {
        var pcm = new float[(int)(Trial.TotalSeconds * AudioFormat.SampleRateHz)];
        for (var index = 0; isAudible && index < AudioFormat.FrameSamples; index++)
        {
            // A soft tick: 20 ms of 880 Hz under half a sine.
            var envelope = 0.25 * Math.Sin(Math.PI * index / AudioFormat.FrameSamples);
            pcm[index] = (float)(envelope * Math.Sin(2 * Math.PI * 880 * index / AudioFormat.SampleRateHz));
        }

        var samples = new short[pcm.Length];
        PcmConvert.ToInt16(pcm, samples);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), cancellation)
                .ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The program has ended already. Its exit code or its short run time shows why.
        }
    }

    private static Process Start(string path, string arguments)
    {
        var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Close(Process process)
    {
        try
        {
            process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // The program ended first, so the rest of the sound cannot be played.
        }
    }
}
