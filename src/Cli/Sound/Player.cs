using System.Diagnostics;

namespace AudioRooms.Cli.Sound;

/// <summary>A program of the system that plays raw sound from its input: the loudspeaker of <c>listen</c>.</summary>
internal sealed class Player : IDisposable
{
    /// <summary>Programs and their arguments for 48 kHz, mono, 16 bits, little-endian; the first that works is taken.</summary>
    private static readonly (string Program, string Arguments)[] Known =
    [
        ("paplay", "--raw --format=s16le --rate=48000 --channels=1 --latency-msec=60"),
        ("aplay", "-q -t raw -f S16_LE -r 48000 -c 1 -"),
        ("ffplay", "-nodisp -autoexit -loglevel quiet -f s16le -ar 48000 -ac 1 -i -"),
    ];

    /// <summary>Programs that find no sound card end at once; one that lives so long has found one.</summary>
    private static readonly TimeSpan ProofOfLife = TimeSpan.FromMilliseconds(700);

    private readonly Process process;

    private Player(Process process, string name)
    {
        this.process = process;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Where the sound goes to. Writing fails with an <see cref="IOException"/> when the program has ended.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>Programs that are installed, whether they find a sound card or not.</summary>
    public static IEnumerable<string> Installed(Func<string, string?> environment) =>
        Known.Select(player => player.Program).Where(program => Find(program, environment) is not null);

    /// <summary>Starts the first program that works; null if none does.</summary>
    public static async Task<Player?> StartAsync(CliContext context, CancellationToken cancellation)
    {
        foreach (var (program, arguments) in Known)
        {
            if (Find(program, context.Environment) is not { } path)
            {
                continue;
            }

            var start = new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            var process = Process.Start(start)!;
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await process.WaitForExitAsync(cancellation).WaitAsync(ProofOfLife, context.Time, cancellation).ConfigureAwait(false);
                process.Dispose();
            }
            catch (TimeoutException)
            {
                return new Player(process, program);
            }
        }

        return null;
    }

    public void Dispose()
    {
        try
        {
            process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // The program ended first; there is nobody left to play the rest.
        }

        if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static string? Find(string program, Func<string, string?> environment) =>
        (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
