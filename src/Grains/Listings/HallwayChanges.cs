using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Listings;

/// <summary>
/// Table <c>hallway_changes</c>: tells watches which rooms and people to look at again, for one indexed query a second, however many watch.
/// </summary>
internal sealed class HallwayChanges(SqlDatabase database)
{
    /// <summary>Longer than a watch goes without asking; one that did not ask for so long looks at everything again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    /// <summary>Writes down, in the transaction of the change itself, that rooms or people changed.</summary>
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
            new { BeforeMs = (now - KeptFor - KeptFor).ToUnixTimeMilliseconds() },
            transaction);
    }

    /// <summary>Changes at or after a time. Clocks differ and transactions take time: ask for one that lies some seconds back.</summary>
    public async Task<IReadOnlyList<HallwayChange>> SinceAsync(DateTimeOffset since)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<HallwayChange>(
            "SELECT change_id AS ChangeId, kind AS Kind, id AS Id FROM hallway_changes WHERE at_ms >= @SinceMs",
            new { SinceMs = since.ToUnixTimeMilliseconds() }));
        return rows.AsList();
    }
}

/// <summary>What changed.</summary>
internal enum HallwayChangeKind
{
    /// <summary>A room: it began, ended, is called otherwise, or its stage changed.</summary>
    Room = 1,

    /// <summary>Whom a person follows, has blocked or is blocked by, or what they are interested in.</summary>
    Person = 2,
}

/// <summary>One row.</summary>
internal sealed class HallwayChange
{
    public string ChangeId { get; init; } = string.Empty;

    /// <summary>A <see cref="HallwayChangeKind"/>.</summary>
    public int Kind { get; init; }

    public string Id { get; init; } = string.Empty;
}
