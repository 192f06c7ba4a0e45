using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Rooms;

/// <summary>The holders of a room's stage lease, around <see cref="GrantedLeases"/>. Every holder is stored before it gets a
/// lease. Otherwise the next activation of the room would not know which holders to wait for, and could acknowledge that a person
/// is off the stage while a holder still lets that person be heard. An instance belongs to one grain and runs on that grain's
/// turns only.</summary>
internal sealed partial class StageHolders(
    RoomId room, StageHolderTable table, RoomMetrics metrics, TimeProvider time, ILogger logger)
{
    // A timer counts whole milliseconds, and may fire within the one before.
    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private readonly GrantedLeases leases = new(StageTerms.Lease, StageTerms.Margin);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> writing = new(StringComparer.Ordinal);
    private Task removing = Task.CompletedTask;
    private TaskCompletionSource changed = NewSignal();
    private bool isGivenUp;

    private TimeSpan Elapsed => time.GetElapsedTime(0);

    /// <summary>Reads the holders of an earlier activation, and assumes that each still has a lease.</summary>
    /// <returns>These holders.</returns>
    public async Task<IReadOnlyList<string>> LoadAsync()
    {
        var former = await table.ReadAsync(room);
        foreach (var holder in former)
        {
            written.Add(holder);
            leases.Expect(holder, Elapsed);
        }

        return former;
    }

    /// <summary>Stores a holder. Throws what the database throws; then the holder gets no lease.</summary>
    public async ValueTask WriteAsync(string holder)
    {
        if (written.Contains(holder))
        {
            return;
        }

        // A holder asks again before a slow database has answered.
        if (!writing.TryGetValue(holder, out var underWay))
        {
            underWay = AddAsync(holder);
            if (!underWay.IsCompleted)
            {
                writing.Add(holder, underWay);
            }
        }

        await underWay;
    }

    /// <inheritdoc cref="GrantedLeases.Grant"/>
    public void Grant(string holder, long held, long told)
    {
        leases.Grant(holder, held, told, Elapsed);
        Tell();
    }

    /// <inheritdoc cref="GrantedLeases.Confirm"/>
    public void Confirm(string holder, long epoch)
    {
        leases.Confirm(holder, epoch);
        Tell();
    }

    /// <summary>True if the holder may judge by a lease of this room.</summary>
    public bool MayJudge(string holder) => leases.IsHeldBy(holder, Elapsed);

    /// <summary>Takes back the lease that a holder gave up.</summary>
    public void Release(string holder)
    {
        leases.Release(holder);
        Forget([holder]);
        Tell();
    }

    /// <summary>Removes holders that are gone and whose leases have run out.</summary>
    public void Forget(IReadOnlyCollection<string> holders)
    {
        string[] forgotten = [.. holders.Where(written.Remove)];
        if (forgotten.Length > 0)
        {
            removing = RemoveAsync(removing, forgotten);
        }
    }

    /// <summary>True if the stage of this epoch holds everywhere.</summary>
    public bool IsSettled(long epoch) => leases.SettlesAt(epoch, Elapsed) is null;

    /// <summary>Completes when the stage of this epoch holds everywhere; at the latest after the time of a lease.</summary>
    /// <exception cref="OrleansException">This activation is given up: the next one knows.</exception>
    public async Task SettleAsync(long epoch)
    {
        var began = Elapsed;
        var hasWaited = false;
        var ranOut = false;
        while (leases.SettlesAt(epoch, Elapsed) is { } at)
        {
            hasWaited = true;
            try
            {
                await changed.Task.WaitAsync(at - Elapsed + TimerStep, time);
                ranOut = false;
            }
            catch (TimeoutException)
            {
                ranOut = true;
            }

            if (isGivenUp)
            {
                throw new OrleansException($"Room {room} begins anew: ask whether epoch {epoch} of its stage holds once more.");
            }
        }

        if (hasWaited)
        {
            metrics.Waited(Elapsed - began, ranOut);
        }
    }

    /// <summary>Ends all waits with an error, because this activation no longer knows the holders.</summary>
    public void GiveUp()
    {
        isGivenUp = true;
        Tell();
    }

    private void Tell()
    {
        var told = changed;
        changed = NewSignal();
        told.SetResult();
    }

    private async Task AddAsync(string holder)
    {
        try
        {
            // One that comes back at once is not struck out after it was written.
            await removing;
            await table.AddAsync(room, holder);
            written.Add(holder);
        }
        finally
        {
            writing.Remove(holder);
        }
    }

    private async Task RemoveAsync(Task before, string[] holders)
    {
        await before;
        try
        {
            await table.RemoveAsync(room, holders);
        }
        catch (Exception error)
        {
            // A row too many makes the next activation wait for one lease.
            LogNotForgotten(error, room, holders.Length);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Warning, "Room {RoomId}: {Count} holders of its stage lease are gone and could not be struck out.")]
    private partial void LogNotForgotten(Exception exception, RoomId roomId, int count);
}
