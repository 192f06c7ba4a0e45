using AudioRooms.Contracts;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Events;

/// <summary>Does what is due about an event and schedules its next moment in one transaction. After a crash all of it is
/// repeated, or nothing.</summary>
internal sealed class EventMomentsWork(
    SqlDatabase database, EventOutbox outbox, [ProductClock] TimeProvider time) : IScheduledWorkHandler
{
    public const string WorkKind = "event.moments";

    public string Kind => WorkKind;

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await EventStore.LockAsync(connection, transaction, work.Key) is { } series)
                {
                    await outbox.CatchUpAsync(connection, transaction, series, time.GetUtcNow());
                }
            },
            ct);
        outbox.Wake();
    }
}
