using System.Diagnostics;

namespace AudioRooms.Cli.Sound;

/// <summary>The microphone of <c>room enter --mic</c>: a program of the system that records and writes raw sound to its
/// output.</summary>
internal sealed class CaptureProgram : IDisposable
{
    /// <summary>Programs and their arguments for 48 kHz, mono, 16 bits, little-endian. The first one that works is
    /// used.</summary>
    private static readonly (string Program, string Arguments)[] Known =
    [
        ("parecord", "--raw --format=s16le --rate=48000 --channels=1 --latency-msec=20"),
        ("arecord", "-q -t raw -f S16_LE -r 48000 -c 1 -"),
        ("ffmpeg", "-nostdin -loglevel quiet -f pulse -i default -f s16le -ar 48000 -ac 1 -"),
        ("ffmpeg", "-nostdin -loglevel quiet -f alsa -i default -f s16le -ar 48000 -ac 1 -"),
    ];

    /// <summary>Time within which a program must deliver sound. A program that finds no microphone ends at once, or delivers
    /// nothing.</summary>
    private static readonly TimeSpan FirstSoundWithin = TimeSpan.FromSeconds(2);

    private readonly Process process;

    private CaptureProgram(Process process, string name, byte[] first)
    {
        this.process = process;
        Name = name;
        First = first;
    }

    public string Name { get; }

    /// <summary>The sound that proved that the program records; two bytes a sample.</summary>
    public byte[] First { get; }

    /// <summary>The sound after <see cref="First"/>. The stream ends when the program ends.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Starts the first program that delivers sound; null if none does.</summary>
    public static async Task<CaptureProgram?> StartAsync(CliContext context, CancellationToken cancellation)
    {
        foreach (var (program, arguments) in Known)
        {
            if (SystemPrograms.Find(program, context.Environment) is { } path
                && await TryStartAsync(
                    context, program, new ProcessStartInfo(path, arguments), cancellation).ConfigureAwait(false) is { } capture)
            {
                return capture;
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static async Task<CaptureProgram?> TryStartAsync(
        CliContext context, string name, ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var first = new byte[2];
        try
        {
            await process.StandardOutput.BaseStream.ReadExactlyAsync(first, cancellation).AsTask()
                .WaitAsync(FirstSoundWithin, context.Time, cancellation).ConfigureAwait(false);
            return new CaptureProgram(process, name, first);
        }
        catch (Exception e) when (e is EndOfStreamException or TimeoutException)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
            return null;
        }
    }
}
