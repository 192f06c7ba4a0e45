using System.ComponentModel;

namespace Orleans;

/// <summary>Where reminders are kept so that they outlive the silos that tick them.</summary>
public interface IReminderTable
{
    /// <summary>Superseded by <see cref="StartAsync"/>.</summary>
    [Obsolete("Implement and use StartAsync instead")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    Task Init() => Task.CompletedTask;

#pragma warning disable CS0618 // A table written for an older version implements Init only.
    Task StartAsync(CancellationToken cancellationToken = default) => Init();
#pragma warning restore CS0618

    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>The reminders of grains whose hash is after <paramref name="begin"/> and up to <paramref name="end"/>, going round.</summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Inserts or replaces, and returns the new version.</summary>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes, if the row still has this version; says whether it did.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    Task TestOnlyClearTable();
}

/// <summary>A reminder as the table keeps it. Its ticks are at <see cref="StartAt"/> and every <see cref="Period"/> from there.</summary>
[GenerateSerializer]
public sealed class ReminderEntry
{
    [Id(0)]
    public GrainId GrainId { get; set; }

    [Id(1)]
    public string ReminderName { get; set; } = "";

    /// <summary>UTC.</summary>
    [Id(2)]
    public DateTime StartAt { get; set; }

    [Id(3)]
    public TimeSpan Period { get; set; }

    /// <summary>The version of the row.</summary>
    [Id(4)]
    public string? ETag { get; set; }

    public override string ToString() => $"<{GrainId}, {ReminderName}, {StartAt:O}, {Period}, {ETag}>";
}

/// <summary>What a table's query returns.</summary>
[GenerateSerializer]
public sealed class ReminderTableData
{
    public ReminderTableData()
        : this([])
    {
    }

    public ReminderTableData(ReminderEntry entry)
        : this([entry])
    {
    }

    public ReminderTableData(IEnumerable<ReminderEntry> list)
    {
        Reminders = [.. list];
    }

    [Id(0)]
    public IList<ReminderEntry> Reminders { get; }

    public override string ToString() => $"[{string.Join(", ", Reminders)}]";
}
