using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Listings;

/// <summary>Stores changes of rooms and people in the table <c>hallway_changes</c>. Each watch reads it by one indexed query a
/// second, however many viewers it has.</summary>
internal sealed class HallwayChanges(SqlDatabase database)
{
    /// <summary>Stores in the transaction of a change that rooms or people changed.</summary>
    public static async Task AppendAsync(
        DbConnection connection, DbTransaction transaction, HallwayChangeKind kind, IEnumerable<string> ids, DateTimeOffset now)
    {
        foreach (var id in ids)
        {
            await connection.ExecuteAsync(
                "INSERT INTO hallway_changes (change_id, kind, id, at_ms) VALUES (@ChangeId, @Kind, @Id, @AtMs)",
                new { ChangeId = Identifiers.NewId(), Kind = (int)kind, Id = id, AtMs = now.ToUnixTimeMilliseconds() },
                transaction);
        }

        await connection.ExecuteAsync(
            "DELETE FROM hallway_changes WHERE at_ms < @BeforeMs",
            new { BeforeMs = (now - ListedRooms.ChangesKeptFor - ListedRooms.ChangesKeptFor).ToUnixTimeMilliseconds() },
            transaction);
    }

    /// <summary>Changes at or after a time. Clocks differ and transactions take time, so ask for a time that lies some seconds
    /// back.</summary>
    public async Task<IReadOnlyList<HallwayChange>> SinceAsync(DateTimeOffset since)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(
            "SELECT change_id AS ChangeId, kind AS Kind, id AS Subject FROM hallway_changes WHERE at_ms >= @SinceMs",
            new { SinceMs = since.ToUnixTimeMilliseconds() }));
        return [.. rows.Select(row => new HallwayChange(row.ChangeId, (HallwayChangeKind)row.Kind, row.Subject))];
    }

    private sealed class Row
    {
        public string ChangeId { get; init; } = string.Empty;

        public int Kind { get; init; }

        public string Subject { get; init; } = string.Empty;
    }
}
