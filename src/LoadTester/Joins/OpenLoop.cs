using System.Diagnostics;
using AudioRooms.LoadTester.Measures;

namespace AudioRooms.LoadTester.Joins;

/// <summary>Starts operations by the clock, whether or not earlier ones have returned. A slow server then shows as latency
/// instead of slowing the schedule down. Latency counts from the time when an operation was due.</summary>
internal sealed class OpenLoop(TimeProvider time, double perSecond, TimeSpan length)
{
    /// <summary>A server with more unanswered operations has failed; a higher bound would measure the tester's memory.</summary>
    private const int OutstandingMax = 5_000;

    private readonly List<Task> started = [];
    private int outstanding;
    private int done;
    private int failed;
    private string? firstFailure;

    /// <summary>Latency of the operations that succeeded.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>How late the tester started operations; the latencies contain it too.</summary>
    public LatencyHistogram Lateness { get; } = new();

    public int Done => done;

    public int Failed => failed;

    public int Offered { get; private set; }

    public string? FirstFailure => firstFailure;

    /// <summary>From the start of the first operation to the end of the last.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Runs all operations and returns when the last has ended.</summary>
    /// <param name="operation">Takes the number of the operation, from 0. Any exception except a cancellation is a
    /// failure.</param>
    /// <param name="cancellation">Starts no further operation.</param>
    public async Task RunAsync(Func<int, Task> operation, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var count = (int)(perSecond * length.TotalSeconds);
        for (var number = 0; number < count; number++)
        {
            var due = TimeSpan.FromSeconds(number / perSecond);
            var wait = due - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation).ConfigureAwait(false);
            }

            cancellation.ThrowIfCancellationRequested();
            Offered++;
            Lateness.Record(time.GetElapsedTime(start) - due);
            if (Volatile.Read(ref outstanding) >= OutstandingMax)
            {
                Fail($"{OutstandingMax} operations were still waiting for their answer");
                continue;
            }

            started.Add(MeasureAsync(operation, number, start, due));
        }

        await Task.WhenAll(started).ConfigureAwait(false);
        Took = time.GetElapsedTime(start);
    }

    private async Task MeasureAsync(Func<int, Task> operation, int number, long start, TimeSpan due)
    {
        Interlocked.Increment(ref outstanding);
        try
        {
            await operation(number).ConfigureAwait(false);
            Latency.Record(time.GetElapsedTime(start) - due);
            Interlocked.Increment(ref done);
        }
        catch (Exception e) when (e is not (OperationCanceledException or UnreachableException))
        {
            Fail(e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref outstanding);
        }
    }

    private void Fail(string why)
    {
        Interlocked.Increment(ref failed);
        Interlocked.CompareExchange(ref firstFailure, why, null);
    }
}
