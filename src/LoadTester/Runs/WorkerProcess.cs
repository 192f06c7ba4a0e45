using System.Diagnostics;
using System.Threading.Channels;

namespace AudioRooms.LoadTester.Runs;

/// <summary>A process of the tester as the first process sees it: takes orders and gives reports.</summary>
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

    /// <summary>The worker's reports in order. Completes when the worker exits.</summary>
    public ChannelReader<WorkerReport> Reports => reports.Reader;

    /// <summary>Starts a program that runs a <see cref="LoadWorker"/> on its standard input and output.</summary>
    /// <param name="start">The program and its arguments; everything else is set here.</param>
    public static WorkerProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.UseShellExecute = false;

        // The lean client does little with what arrives. One thread that waits for all sockets can do it at once instead of
        // waking other threads.
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

    /// <summary>Closes the worker's input, upon which it exits.</summary>
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
