using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Storage;

/// <summary>Notes rows that cannot be read. A list, a feed or an export leaves out such a row and continues, so that one bad row
/// does not hide the others. Each find is counted, and the log names each row once, so that the operator can repair it.</summary>
internal sealed partial class UnreadableRows
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AudioRooms.Storage";

    // More bad rows than this have one cause, which the log has shown by then.
    private const int NamedMax = 1_000;

    private readonly ConcurrentDictionary<(string Table, string Id), bool> named = new();
    private readonly Counter<long> found;
    private readonly ILogger logger;

    public UnreadableRows(IMeterFactory meters, ILogger<UnreadableRows> logger)
    {
        this.logger = logger;
        found = meters.Create(MeterName).CreateCounter<long>(
            "audiorooms.storage.unreadable", "{row}", "Times that a stored row could not be read and was left out, by table.");
    }

    /// <summary>Notes that a row was left out.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="id">Key of the row.</param>
    /// <param name="fault">What is wrong with it, in one sentence.</param>
    public void LeftOut(string table, string id, string fault)
    {
        found.Add(1, new KeyValuePair<string, object?>("kind", table));
        if (named.Count < NamedMax && named.TryAdd((table, id), true))
        {
            LogUnreadable(logger, table, id, fault);
        }
    }
}
