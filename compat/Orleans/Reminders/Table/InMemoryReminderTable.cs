using System.Collections.Concurrent;
using System.Globalization;

namespace Orleans.Runtime.ReminderService;

/// <summary>Reminders that live as long as the process: for development and tests.</summary>
internal sealed class InMemoryReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId GrainId, string Name), ReminderEntry> entries = new();
    private int version;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Rows(entry => entry.GrainId == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Rows(entry =>
    {
        var hash = entry.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    });

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(entries.TryGetValue((grainId, reminderName), out var entry) ? Copy(entry) : null);

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        var stored = Copy(entry);
        stored.ETag = Interlocked.Increment(ref version).ToString(CultureInfo.InvariantCulture);
        entries[(entry.GrainId, entry.ReminderName)] = stored;
        return Task.FromResult<string?>(stored.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(
        entries.TryGetValue((grainId, reminderName), out var entry)
        && entry.ETag == eTag
        && entries.TryRemove(KeyValuePair.Create((grainId, reminderName), entry)));

    public Task TestOnlyClearTable()
    {
        entries.Clear();
        return Task.CompletedTask;
    }

    private static ReminderEntry Copy(ReminderEntry entry) => new()
    {
        GrainId = entry.GrainId, ReminderName = entry.ReminderName, StartAt = entry.StartAt, Period = entry.Period, ETag = entry.ETag,
    };

    private Task<ReminderTableData> Rows(Func<ReminderEntry, bool> wanted) =>
        Task.FromResult(new ReminderTableData(entries.Values.Where(wanted).Select(Copy)));
}
