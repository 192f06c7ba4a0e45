using System.Threading.Channels;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Tests.Schedule;

/// <summary>Records the work that it is given, and executes a test's action for it.</summary>
internal sealed class RecordingHandler(Func<ScheduledWork, CancellationToken, Task>? work = null) : IScheduledWorkHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<ScheduledWork> begun = Channel.CreateUnbounded<ScheduledWork>();
    private int running;
    private int runningMax;

    public string Kind => "test";

    /// <summary>Largest number of items that ran at the same time.</summary>
    public int RunningMax => Volatile.Read(ref runningMax);

    public bool HasBegunMore => begun.Reader.TryPeek(out _);

    /// <summary>Waits for the next item that begins.</summary>
    public async Task<ScheduledWork> NextAsync() => await begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Waits for the next items that begin, and returns their keys.</summary>
    public async Task<string[]> NextKeysAsync(int count)
    {
        var keys = new string[count];
        for (var index = 0; index < count; index++)
        {
            keys[index] = (await NextAsync()).Key;
        }

        return keys;
    }

    public async Task RunAsync(ScheduledWork scheduled, CancellationToken ct)
    {
        var now = Interlocked.Increment(ref running);
        runningMax = Math.Max(runningMax, now);
        try
        {
            begun.Writer.TryWrite(scheduled);
            if (work is not null)
            {
                await work(scheduled, ct);
            }
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
