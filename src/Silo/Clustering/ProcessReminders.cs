namespace AudioRooms.Silo.Clustering;

/// <summary>
/// The reminders of a single silo, in memory. Orleans' own table for this is a grain, which cannot be called while the silo
/// starts or stops: a server that ended within a second of its start left stack traces in the log. After a restart the grains
/// that wake register their reminders again. Thread-safe.
/// </summary>
internal sealed class ProcessReminders : IReminderTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> rows = [];
    private long writes;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Select(key => key.Grain == grainId);

    /// <summary>
    /// The reminders of grains in a part of the ring: after <paramref name="begin"/>, up to and including <paramref name="end"/>.
    /// The part passes the end of the ring if <paramref name="end"/> is the smaller one.
    /// </summary>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Select(key =>
    {
        var hash = key.Grain.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    });

    /// <returns>The reminder; null if there is none.</returns>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (gate)
        {
            return Task.FromResult<ReminderEntry?>(rows.TryGetValue((grainId, reminderName), out var row) ? Copy(row) : null);
        }
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        lock (gate)
        {
            var row = Copy(entry);
            row.ETag = $"{++writes}";
            rows[(entry.GrainId, entry.ReminderName)] = row;
            return Task.FromResult<string?>(row.ETag);
        }
    }

    /// <returns>False if there is none, or if it was written after <paramref name="eTag"/>.</returns>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (gate)
        {
            return Task.FromResult(
                rows.TryGetValue((grainId, reminderName), out var row)
                    && row.ETag == eTag
                    && rows.Remove((grainId, reminderName)));
        }
    }

    public Task TestOnlyClearTable()
    {
        lock (gate)
        {
            rows.Clear();
            return Task.CompletedTask;
        }
    }

    private Task<ReminderTableData> Select(Func<(GrainId Grain, string Name), bool> isAsked)
    {
        lock (gate)
        {
            return Task.FromResult(
                new ReminderTableData(rows.Where(row => isAsked(row.Key)).Select(row => Copy(row.Value)).ToList()));
        }
    }

    // A copy, because callers may change what they get.
    private static ReminderEntry Copy(ReminderEntry entry) => new()
    {
        GrainId = entry.GrainId, ReminderName = entry.ReminderName, StartAt = entry.StartAt, Period = entry.Period,
        ETag = entry.ETag,
    };
}
