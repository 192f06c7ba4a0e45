using System.Data.Common;
using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Dapper;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Invitations;

/// <summary>The waiting list is a table; its unique keys decide between two who come at once.</summary>
[StatelessWorker]
internal sealed class WaitingListGrain(SqlDatabase database, IOptions<InvitationOptions> options, [ProductClock] TimeProvider time)
    : Grain, IWaitingListGrain
{
    private const string Columns = "handle AS Handle, ticket_key AS TicketKey, joined_at_ms AS JoinedAtMs, let_in_at_ms AS LetInAtMs";

    private readonly InvitationOptions options = options.Value;

    public async Task<InvitationReply<WaitingPlace>> JoinAsync(string handle, string ticketKey)
    {
        if (!AccountRules.IsHandle(handle))
        {
            return InvitationRejection.HandleInvalid;
        }

        if (await FindAsync("handle", handle) is { } present)
        {
            if (present.TicketKey == ticketKey)
            {
                return present.ToPlace();
            }

            if (!IsForfeit(present))
            {
                return InvitationRejection.AlreadyWaiting;
            }
        }

        var count = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM waiting_list"));
        if (count >= options.WaitingMax)
        {
            return InvitationRejection.WaitingListFull;
        }

        var row = new WaitingRow(handle, ticketKey, time.GetUtcNow().ToUnixTimeMilliseconds(), null);
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "DELETE FROM waiting_list WHERE handle = @Handle AND let_in_at_ms < @ForfeitMs",
                    new { row.Handle, ForfeitMs = ForfeitMs() },
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

        return row.ToPlace();
    }

    public async Task<InvitationReply<WaitingPlace>> GetAsync(string ticketKey) =>
        await FindAsync("ticket_key", ticketKey) is { } row ? row.ToPlace() : InvitationRejection.NotWaiting;

    public async Task<InvitationReply<WaitingPlace>> LetInAsync(string handle, UserId? member)
    {
        if (await FindAsync("handle", handle) is not { } row)
        {
            return InvitationRejection.NotWaiting;
        }

        if (row.LetInAtMs is not null)
        {
            // A member may not learn by trying who was let in; to the operator it is a repetition.
            return member is null ? row.ToPlace() : InvitationRejection.NotWaiting;
        }

        var issued = await (member is { } inviter
            ? GrainFactory.GetGrain<IInvitationLedgerGrain>(inviter.Value).IssueAsync(row.TicketKey, InvitationKind.Ticket)
            : IssueForOperatorAsync(row.TicketKey));
        if (!issued.IsAccepted)
        {
            return issued.Rejection.Value;
        }

        var letIn = row with { LetInAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "UPDATE waiting_list SET let_in_at_ms = @LetInAtMs WHERE ticket_key = @TicketKey AND let_in_at_ms IS NULL",
            new { letIn.LetInAtMs, letIn.TicketKey },
            transaction));
        return letIn.ToPlace();
    }

    public async Task<WaitingPage> ListAsync(int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        var (afterMs, afterHandle) = ReadToken(pageToken);

        // One row more than asked for tells whether there is another page.
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
            [.. rows.Take(pageSize).Select(row => row.ToPlace())],
            last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.JoinedAtMs}.{last.Handle}"));
    }

    // A ledger for this one seat: a common one of all that the operator ever let in would grow without bound.
    private async Task<InvitationReply<InvitationView>> IssueForOperatorAsync(string ticketKey)
    {
        var ledger = GrainFactory.GetGrain<IInvitationLedgerGrain>($"operator.{ticketKey}");
        await ledger.OpenAsync(inviter: null);
        await ledger.EarnAsync("let in", 1);
        return await ledger.IssueAsync(ticketKey, InvitationKind.Ticket);
    }

    private Task<WaitingRow?> FindAsync(string column, string value) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<WaitingRow>($"SELECT {Columns} FROM waiting_list WHERE {column} = @Value", new { Value = value }));

    // Let in and never came, until the invitation ran out: the handle is anybody's again.
    private bool IsForfeit(WaitingRow row) => row.LetInAtMs < ForfeitMs();

    private long ForfeitMs() => (time.GetUtcNow() - options.ExpireAfter).ToUnixTimeMilliseconds();

    // A token that was not made here reads as the first page.
    private static (long AfterMs, string AfterHandle) ReadToken(string? token)
    {
        var parts = token?.Split('.', 2) ?? [];
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var joinedAtMs)
            ? (joinedAtMs, parts[1])
            : (long.MinValue, string.Empty);
    }

    private sealed record WaitingRow(string Handle, string TicketKey, long JoinedAtMs, long? LetInAtMs)
    {
        public WaitingPlace ToPlace() => new(
            Handle,
            DateTimeOffset.FromUnixTimeMilliseconds(JoinedAtMs),
            LetInAtMs is { } letInAtMs ? DateTimeOffset.FromUnixTimeMilliseconds(letInAtMs) : null);
    }
}
