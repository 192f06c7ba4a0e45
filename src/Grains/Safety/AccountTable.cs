using System.Collections.Immutable;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Safety;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Safety;

/// <summary>Reads accounts with their standing, from the tables of people and of accounts with another standing than a
/// member's.</summary>
internal sealed class AccountTable(SqlDatabase database)
{
    private const string Rows =
        """
        SELECT p.user_id AS UserId, p.handle AS Handle, p.display_name AS DisplayName, p.joined_at_ms AS JoinedAtMs,
            COALESCE(s.power, 1) AS Power, COALESCE(s.suspended_until_ms, 0) AS SuspendedUntilMs
        FROM people p LEFT JOIN account_standing s ON s.user_id = p.user_id
        """;

    /// <summary>A page in the order of handles. The token is the last handle of the previous page.</summary>
    public async Task<AccountPage> ListAsync(string beginning, int pageSize, string? pageToken, DateTimeOffset now)
    {
        // Handles may contain the underscore, which LIKE would read as any character.
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<Row>(
            $"{Rows} WHERE p.handle > @After AND substr(p.handle, 1, @Length) = @Beginning ORDER BY p.handle LIMIT @Limit",
            new { After = pageToken ?? "", beginning.Length, Beginning = beginning, Limit = pageSize + 1 }))).AsList();
        return new AccountPage(
            [.. rows.Take(pageSize).Select(row => row.ToAccount(now))], rows.Count > pageSize ? rows[pageSize - 1].Handle : null);
    }

    /// <summary>Accounts by their ids, in no particular order.</summary>
    public async Task<ImmutableArray<AccountRow>> FindAsync(ImmutableArray<UserId> users, DateTimeOffset now)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(
            $"{Rows} WHERE {database.Dialect.In("p.user_id", "@Users")}",
            new { Users = users.Select(user => user.Value).ToArray() }));
        return [.. rows.Select(row => row.ToAccount(now))];
    }

    private sealed class Row
    {
        public string UserId { get; init; } = "";

        public string Handle { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public long JoinedAtMs { get; init; }

        public long Power { get; init; }

        public long SuspendedUntilMs { get; init; }

        public AccountRow ToAccount(DateTimeOffset now) => new(
            new Person(new UserId(UserId), Handle, DisplayName),
            new StoredStanding((AccountPower)Power, SuspendedUntilMs).At(now),
            DateTimeOffset.FromUnixTimeMilliseconds(JoinedAtMs));
    }
}
