using System.Diagnostics;
using System.Threading.Channels;

namespace AudioRooms.Benchmarks.Measuring;

/// <summary>A program on a core of its own, so that its cost and its tester's cost do not mix.</summary>
public sealed class PinnedProcess : IAsyncDisposable
{
    /// <summary>The core of servers.</summary>
    public const int ServerCore = 0;

    /// <summary>The core of testers.</summary>
    public const int TesterCore = 1;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly Lock gate = new();
    private readonly List<string> said = [];
    private int open = 2;

    private PinnedProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>User and system time since the program's start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public int Id => process.Id;

    /// <summary>Everything that the program wrote to both outputs.</summary>
    public string Said
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', said);
            }
        }
    }

    /// <summary>Starts a program. The process that taskset becomes is the program's.</summary>
    /// <param name="core">Number of the core that it may use; null if nothing is measured and any core will do.</param>
    /// <param name="program">Name or path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    public static PinnedProcess Start(
        int? core, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var pinned = core is null
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("taskset", ["-c", $"{core}", program, .. arguments]);
        return Start(pinned, environment);
    }

    /// <summary>
    /// Waits for the first line with a text in it. Fails with everything the program wrote if it ends before, or after the limit.
    /// </summary>
    public async Task<string> WaitForLineAsync(string text, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(patience.Token).ConfigureAwait(false))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line with \"{text}\" within {limit}.\n{Said}");
        }

        throw new InvalidOperationException($"The program ended without a line with \"{text}\".\n{Said}");
    }

    /// <summary>Waits for the program's end and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end within {limit}.\n{Said}");
        }

        return process.ExitCode;
    }

    /// <summary>Writes a line to the program's input.</summary>
    public async Task TypeAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line).ConfigureAwait(false);
        await process.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Asks the program to end (SIGTERM), and kills it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using (var asked = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            {
                await asked.WaitForExitAsync().ConfigureAwait(false);
            }

            using var patience = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync().ConfigureAwait(false);
            }
        }

        process.Dispose();
    }

    private static PinnedProcess Start(ProcessStartInfo start, IReadOnlyDictionary<string, string>? environment)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.WorkingDirectory = Path.GetTempPath();
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new PinnedProcess(Process.Start(start)!);
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref open) == 0)
            {
                lines.Writer.TryComplete();
            }

            return;
        }

        lock (gate)
        {
            said.Add(line);
        }

        lines.Writer.TryWrite(line);
    }
}
