using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;

namespace Orleans.Runtime.ReminderService;

/// <summary>
/// Reminders in table <c>OrleansRemindersTable</c> of a relational database. PostgreSQL only, as upstream: it has no script for SQLite.
/// </summary>
internal sealed class AdoNetReminderTable(IOptions<AdoNetReminderTableOptions> options, IOptions<ClusterOptions> clusterOptions) : IReminderTable
{
    private readonly AdoNetDatabase database = new(options.Value.Invariant, options.Value.ConnectionString, options.Value.DataSource);
    private readonly AdoNetParameter serviceId = AdoNetParameter.String("ServiceId", clusterOptions.Value.ServiceId);
    private IReadOnlyDictionary<string, string> statements = new Dictionary<string, string>();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        statements = await database.ReadStatementsAsync(cancellationToken).ConfigureAwait(false);
        Text("UpsertReminderRowKey");
    }

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await ReadAsync("ReadReminderRowsKey", serviceId, Of(grainId)).ConfigureAwait(false));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        // The hashes are stored as signed integers: the order on the ring is the signed one, here and in upstream.
        var (first, last) = unchecked(((int)begin, (int)end));
        return new(await ReadAsync(
            first < last ? "ReadRangeRows1Key" : "ReadRangeRows2Key",
            serviceId,
            AdoNetParameter.Int32("BeginHash", first),
            AdoNetParameter.Int32("EndHash", last)).ConfigureAwait(false));
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var rows = await ReadAsync("ReadReminderRowKey", serviceId, Of(grainId), Named(reminderName)).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var statement = new AdoNetStatement<string?>(
            Text("UpsertReminderRowKey"),
            [
                serviceId,
                Of(entry.GrainId),
                Named(entry.ReminderName),
                AdoNetParameter.DateTime("StartTime", DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)),
                AdoNetParameter.Int64("Period", (long)entry.Period.TotalMilliseconds),
                AdoNetParameter.Int32("GrainHash", unchecked((int)entry.GrainId.GetUniformHashCode())),
            ],
            static row => row.GetInt32(0).ToString(CultureInfo.InvariantCulture));
        return (await database.WriteAsync(statement, CancellationToken.None).ConfigureAwait(false))[0];
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var statement = new AdoNetStatement<bool>(
            Text("DeleteReminderRowKey"),
            [serviceId, Of(grainId), Named(reminderName), AdoNetParameter.Int32("Version", int.Parse(eTag, CultureInfo.InvariantCulture))],
            static row => row.GetInt32(0) > 0);
        return (await database.WriteAsync(statement, CancellationToken.None).ConfigureAwait(false))[0];
    }

    public Task TestOnlyClearTable() => database.WriteAsync(
        new AdoNetStatement<int>(Text("DeleteReminderRowsKey"), [serviceId], static _ => 0), CancellationToken.None);

    private static AdoNetParameter Of(GrainId grainId) => AdoNetParameter.String("GrainId", grainId.ToString());

    private static AdoNetParameter Named(string reminderName) => AdoNetParameter.String("ReminderName", reminderName);

    private static ReminderEntry ReadEntry(DbDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(row.GetOrdinal("GrainId"))),
        ReminderName = row.GetString(row.GetOrdinal("ReminderName")),
        StartAt = DateTime.SpecifyKind(row.GetDateTime(row.GetOrdinal("StartTime")), DateTimeKind.Utc),
        Period = TimeSpan.FromMilliseconds(row.GetInt64(row.GetOrdinal("Period"))),
        ETag = row.GetInt32(row.GetOrdinal("Version")).ToString(CultureInfo.InvariantCulture),
    };

    private Task<List<ReminderEntry>> ReadAsync(string key, params AdoNetParameter[] parameters) =>
        database.ReadAsync(new AdoNetStatement<ReminderEntry>(Text(key), parameters, ReadEntry), CancellationToken.None);

    private string Text(string key) => statements.TryGetValue(key, out var text)
        ? text
        : throw new InvalidOperationException(
            $"Table OrleansQuery has no statement {key}: run the Orleans reminders script. There is none for SQLite.");
}
