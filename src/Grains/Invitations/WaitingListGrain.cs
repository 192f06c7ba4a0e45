using System.Data.Common;
using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Dapper;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Invitations;

/// <summary>Stores the waiting list in a table. The table's unique keys decide between two people who join with the same handle
/// at once.</summary>
[StatelessWorker]
internal sealed class WaitingListGrain(
    SqlDatabase database, IOptions<InvitationOptions> options, [ProductClock] TimeProvider time)
    : Grain, IWaitingListGrain
{
    private const string Columns =
        "handle AS Handle, ticket_key AS TicketKey, joined_at_ms AS JoinedAtMs, let_in_at_ms AS LetInAtMs";

    private readonly InvitationOptions options = options.Value;

    public async Task<InvitationReply<WaitingPlace>> JoinAsync(string handle, string ticketKey)
    {
        if (WaitingRules.CheckHandle(handle) is { } malformed)
        {
            return malformed;
        }

        var now = time.GetUtcNow();
        var present = await FindAsync("handle", handle);
        var count = await database.ReadAsync(
            connection => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM waiting_list"));
        if (WaitingRules.CheckJoin(present, ticketKey, count, options, now) is { } rejection)
        {
            return rejection;
        }

        if (present is not null && present.TicketKey == ticketKey)
        {
            return present.ToPlace();
        }

        var row = new WaitingRow(handle, ticketKey, now.ToUnixTimeMilliseconds(), null);
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "DELETE FROM waiting_list WHERE handle = @Handle AND let_in_at_ms < @ForfeitMs",
                    new { row.Handle, ForfeitMs = WaitingRules.ForfeitBefore(options, now).ToUnixTimeMilliseconds() },
                    transaction);
                await connection.ExecuteAsync(
                    "INSERT INTO waiting_list (handle, ticket_key, joined_at_ms) VALUES (@Handle, @TicketKey, @JoinedAtMs)",
                    new { row.Handle, row.TicketKey, row.JoinedAtMs },
                    transaction);
            });
        }
        catch (DbException exception) when (SqlDatabase.IsUniqueViolation(exception))
        {
            return InvitationRejection.AlreadyWaiting;
        }

        return row.ToWaiting().ToPlace();
    }

    public async Task<InvitationReply<WaitingPlace>> GetAsync(string ticketKey) =>
        await FindAsync("ticket_key", ticketKey) is { } present ? present.ToPlace() : InvitationRejection.NotWaiting;

    public async Task<InvitationReply<WaitingPlace>> LetInAsync(string handle, UserId? member)
    {
        var present = await FindAsync("handle", handle);
        if (WaitingRules.CheckLetIn(present, member) is { } rejection)
        {
            return rejection;
        }

        if (present!.LetInAt is not null)
        {
            return present.ToPlace();
        }

        var issued = await (member is { } inviter
            ? GrainFactory.GetGrain<IInvitationLedgerGrain>(inviter.Value).IssueAsync(present.TicketKey, InvitationKind.Ticket)
            : IssueForOperatorAsync(present.TicketKey));
        if (!issued.IsAccepted)
        {
            return issued.Rejection.Value;
        }

        var letInAtMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "UPDATE waiting_list SET let_in_at_ms = @LetInAtMs WHERE ticket_key = @TicketKey AND let_in_at_ms IS NULL",
            new { LetInAtMs = letInAtMs, present.TicketKey },
            transaction));
        return (present with { LetInAt = DateTimeOffset.FromUnixTimeMilliseconds(letInAtMs) }).ToPlace();
    }

    public async Task<WaitingPage> ListAsync(int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        var (afterMs, afterHandle) = ReadToken(pageToken);

        // One row more than asked for shows whether there is another page.
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<WaitingRow>(
            $"""
            SELECT {Columns} FROM waiting_list
            WHERE let_in_at_ms IS NULL
              AND (joined_at_ms > @AfterMs OR (joined_at_ms = @AfterMs AND handle > @AfterHandle))
            ORDER BY joined_at_ms, handle LIMIT @Limit
            """,
            new { AfterMs = afterMs, AfterHandle = afterHandle, Limit = pageSize + 1 }))).AsList();
        var last = rows.Count > pageSize ? rows[pageSize - 1] : null;
        return new WaitingPage(
            [.. rows.Take(pageSize).Select(row => row.ToWaiting().ToPlace())],
            last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.JoinedAtMs}.{last.Handle}"));
    }

    // Each person let in by the operator gets a ledger of one invitation. A common ledger would grow without bound.
    private async Task<InvitationReply<InvitationView>> IssueForOperatorAsync(string ticketKey)
    {
        var ledger = GrainFactory.GetGrain<IInvitationLedgerGrain>($"operator.{ticketKey}");
        await ledger.OpenAsync(inviter: null);
        await ledger.EarnAsync("let in", 1);
        return await ledger.IssueAsync(ticketKey, InvitationKind.Ticket);
    }

    private async Task<Waiting?> FindAsync(string column, string value) => (await database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<WaitingRow>(
            $"SELECT {Columns} FROM waiting_list WHERE {column} = @Value", new { Value = value })))?.ToWaiting();

    // A page token that this grain did not make is read as the first page.
    private static (long AfterMs, string AfterHandle) ReadToken(string? token)
    {
        var parts = token?.Split('.', 2) ?? [];
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var joinedAtMs)
            ? (joinedAtMs, parts[1])
            : (long.MinValue, string.Empty);
    }

    private sealed record WaitingRow(string Handle, string TicketKey, long JoinedAtMs, long? LetInAtMs)
    {
        public Waiting ToWaiting() => new(
            Handle,
            TicketKey,
            DateTimeOffset.FromUnixTimeMilliseconds(JoinedAtMs),
            LetInAtMs is { } letInAtMs ? DateTimeOffset.FromUnixTimeMilliseconds(letInAtMs) : null);
    }
}
