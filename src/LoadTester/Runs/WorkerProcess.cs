using System.Diagnostics;
using System.Threading.Channels;

namespace AudioRooms.LoadTester.Runs;

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

    /// <summary>Starts a program that runs a <see cref="LoadWorker"/> on its standard input and output.</summary>
    /// <param name="start">The program and its arguments; the rest is set here.</param>
    public static WorkerProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.UseShellExecute = false;

        // The lean client does little with what arrives: one thread that waits for all sockets does it at once,
        // instead of waking others.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
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
