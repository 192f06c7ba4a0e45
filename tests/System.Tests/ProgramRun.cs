using System.Diagnostics;
using System.Threading.Channels;

namespace AudioRooms.System.Tests;

/// <summary>
/// A program that a test has started, with its output. If the test does not end it, it is killed with the test.
/// </summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    /// <summary>
    /// An environment variable of .NET: with "1" a method is compiled quickly at first, and again if it runs often. The product
    /// ships with "0". But most of a start is compilation, and programs live for seconds here, so they run with "1" unless a test
    /// says otherwise; it halves the processor time of a start.
    /// </summary>
    public const string QuickCompilation = "DOTNET_TC_QuickJit";

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly Channel<string> errorLines = Channel.CreateUnbounded<string>();
    private readonly List<string> output = [];
    private readonly List<string> errors = [];

    private ProgramRun(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Note(output, lines, line.Data);
        process.ErrorDataReceived += (_, line) => Note(errors, errorLines, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the program has written to its output.</summary>
    public string Output => All(output);

    /// <summary>What the program has written to its error output.</summary>
    public string Errors => All(errors);

    public static ProgramRun Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[QuickCompilation] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ProgramRun(Process.Start(start)!);
    }

    /// <summary>
    /// Waits for the first line of the output that begins with a text. Fails with the whole output if the program ends before.
    /// </summary>
    public Task<string> WaitForLineAsync(string beginning, TimeSpan limit) =>
        WaitForLineAsync(line => line.StartsWith(beginning, StringComparison.Ordinal), limit, $"{beginning}…");

    /// <summary>
    /// Waits for the next line of the output that satisfies a condition, after lines that were awaited before. Fails with the
    /// whole output if the program ends before.
    /// </summary>
    public Task<string> WaitForLineAsync(Func<string, bool> isWanted, TimeSpan limit, string what = "that is wanted") =>
        WaitAsync(lines, isWanted, limit, what);

    /// <summary>
    /// Waits for the first line of the error output that begins with a text. Fails with the whole output if the program ends
    /// before.
    /// </summary>
    public Task<string> WaitForErrorLineAsync(string beginning, TimeSpan limit) =>
        WaitAsync(errorLines, line => line.StartsWith(beginning, StringComparison.Ordinal), limit, $"{beginning}…");

    /// <summary>Waits for the program's end.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end within {limit}.\n{Output}\n{Errors}");
        }

        return process.ExitCode;
    }

    /// <summary>Writes a line to the program's input.</summary>
    public async Task TypeAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Kills the program with SIGKILL, so that it cannot clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();

    /// <summary>Sends SIGTERM, as a service manager does.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> WaitAsync(Channel<string> from, Func<string, bool> isWanted, TimeSpan limit, string what)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await foreach (var line in from.Reader.ReadAllAsync(patience.Token))
            {
                if (isWanted(line))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No line \"{what}\" within {limit}.\n{Output}\n{Errors}");
        }

        throw new InvalidOperationException($"The program ended without a line \"{what}\".\n{Output}\n{Errors}");
    }

    private static void Note(List<string> to, Channel<string> arrived, string? line)
    {
        if (line is null)
        {
            arrived.Writer.TryComplete();
            return;
        }

        lock (to)
        {
            to.Add(line);
        }

        arrived.Writer.TryWrite(line);
    }

    private static string All(List<string> from)
    {
        lock (from)
        {
            return string.Join('\n', from);
        }
    }
}
