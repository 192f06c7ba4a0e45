using System.Diagnostics;
using AudioRooms.LoadTester.Measures;

namespace AudioRooms.LoadTester.Joins;

/// <summary>
/// Starts operations by the clock, whether those before have come back or not: a slow server then shows as latency, instead of
/// slowing down who asks. Latency counts from when an operation was due.
/// </summary>
internal sealed class OpenLoop(TimeProvider time, double perSecond, TimeSpan length)
{
    /// <summary>A server so far behind has failed; more would measure the tester's memory.</summary>
    private const int OutstandingMax = 5_000;

    private readonly List<Task> started = [];
    private int outstanding;
    private int done;
    private int failed;
    private string? firstFailure;

    /// <summary>Of the operations that succeeded.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>How late the tester itself was to start what was due: it is in the latencies, too.</summary>
    public LatencyHistogram Lateness { get; } = new();

    public int Done => done;

    public int Failed => failed;

    public int Offered { get; private set; }

    public string? FirstFailure => firstFailure;

    /// <summary>From the first operation's start to the last one's end.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Runs them all; returns when the last one has come back.</summary>
    /// <param name="operation">Gets its number, counted from 0. Any exception but a cancellation is a failure.</param>
    /// <param name="cancellation">Starts no more.</param>
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
