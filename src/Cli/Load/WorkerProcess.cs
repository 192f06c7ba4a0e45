using System.Diagnostics;
using System.Threading.Channels;

namespace AudioRooms.Cli.Load;

/// <summary>A process of the tester, seen from the first one: orders in, reports out.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Channel<WorkerReport> reports = Channel.CreateUnbounded<WorkerReport>();
    private readonly Task reading;

    private WorkerProcess(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <summary>Everything the worker says, in order. Ends when it ends.</summary>
    public ChannelReader<WorkerReport> Reports => reports.Reader;

    /// <summary>Starts this program once more, as a worker.</summary>
    public static WorkerProcess Start()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own program.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        }

        // The lean client does little with what arrives: one thread that waits for all sockets does it at once, instead of waking others.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        start.ArgumentList.Add(LoadWorkerVerb.Name);
        return new WorkerProcess(Process.Start(start)!);
    }

    public async Task OrderAsync(WorkerOrder order)
    {
        await process.StandardInput.WriteLineAsync(WorkerPipe.Write(order)).ConfigureAwait(false);
        await process.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>A worker ends by itself when its input ends.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        await reading.ConfigureAwait(false);
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            reports.Writer.TryWrite(WorkerPipe.Read<WorkerReport>(line));
        }

        reports.Writer.TryComplete();
    }
}
