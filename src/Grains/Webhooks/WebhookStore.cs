using System.Collections.Immutable;
using System.Data.Common;
using AudioRooms.Contracts.Webhooks;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using Dapper;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Stores webhooks and their deliveries in the tables <c>webhooks</c> and <c>webhook_deliveries</c>.</summary>
internal sealed class WebhookStore(SqlDatabase database, ISchedule schedule, IOptions<WebhookOptions> options)
{
    private const int Pending = (int)WebhookDeliveryState.Pending;

    private const string Views =
        """
        SELECT w.webhook_id AS WebhookId, w.url AS Url, w.kinds AS Kinds, w.is_enabled AS IsEnabled,
        w.disabled_reason AS DisabledReason,
            w.failing_since_ms AS FailingSinceMs, w.last_status AS LastStatus, w.last_error AS LastError,
            (SELECT COUNT(*) FROM webhook_deliveries d WHERE d.webhook_id = w.webhook_id AND d.state = 1) AS PendingCount
        FROM webhooks w
        """;

    public async Task<List<WebhookView>> ListAsync() =>
        [.. (await database.ReadAsync(connection =>
            connection.QueryAsync<Row>($"{Views} ORDER BY w.created_at_ms, w.webhook_id"))).Select(row => row.ToView())];

    public async Task<WebhookView?> FindAsync(string webhookId) => (await database.ReadAsync(connection =>
        connection.QueryFirstOrDefaultAsync<Row>($"{Views} WHERE w.webhook_id = @Id", new { Id = webhookId })))?.ToView();

    public Task InsertAsync(string webhookId, string url, string secret, ImmutableArray<string> kinds, DateTimeOffset now) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO webhooks (webhook_id, url, secret, kinds, is_enabled, disabled_reason, created_at_ms, failing_since_ms,
            last_status, last_error)
            VALUES (@Id, @Url, @Secret, @Kinds, 1, '', @NowMs, 0, 0, '')
            """,
            new { Id = webhookId, Url = url, Secret = secret, Kinds = Join(kinds), NowMs = now.ToUnixTimeMilliseconds() },
            transaction));

    public Task UpdateAsync(
        string webhookId, ImmutableArray<string> kinds, bool isEnabled) => database.WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            "UPDATE webhooks SET kinds = @Kinds, is_enabled = @IsEnabled, disabled_reason = '', failing_since_ms = 0 WHERE "
            + "webhook_id = @Id",
            new { Id = webhookId, Kinds = Join(kinds), IsEnabled = isEnabled ? 1L : 0L },
            transaction);
        if (!isEnabled)
        {
            await DropAsync(connection, transaction, webhookId);
        }
    });

    public Task RemoveAsync(string webhookId) => database.WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            "DELETE FROM webhook_deliveries WHERE webhook_id = @Id", new { Id = webhookId }, transaction);
        await connection.ExecuteAsync("DELETE FROM webhooks WHERE webhook_id = @Id", new { Id = webhookId }, transaction);
    });

    public async Task<ImmutableArray<WebhookDelivery>> DeliveriesAsync(string webhookId)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<DeliveryRow>(
            """
            SELECT delivery_id AS DeliveryId, kind AS Kind, at_ms AS AtMs, state AS State, attempts AS Attempts,
            status AS Status, error AS Error
            FROM webhook_deliveries WHERE webhook_id = @Id ORDER BY at_ms DESC, delivery_id DESC LIMIT 100
            """,
            new { Id = webhookId }));
        return [.. rows.Select(row => row.ToDelivery())];
    }

    /// <summary>Stores a delivery for every webhook that wants its kind. A repeated call changes nothing.</summary>
    public async Task AppendAsync(string deliveryId, string kind, DateTimeOffset at, string body, CancellationToken ct)
    {
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                var receivers = await connection.QueryAsync<string>(
                    "SELECT webhook_id FROM webhooks WHERE is_enabled = 1 AND (kinds = '' OR kinds LIKE @Kind)",
                    new { Kind = $"%,{kind},%" },
                    transaction);
                foreach (var receiver in receivers.AsList())
                {
                    var pending = await connection.ExecuteScalarAsync<long>(
                        $"SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = @Id AND state = {Pending}",
                        new { Id = receiver },
                        transaction);
                    if (pending >= options.Value.PendingMax)
                    {
                        await DisableAsync(
                            connection, transaction, receiver, $"More than {options.Value.PendingMax} deliveries waited.");
                        continue;
                    }

                    var added = await connection.ExecuteAsync(
                        $"""
                        INSERT INTO webhook_deliveries (webhook_id, delivery_id, kind, at_ms, body, state, attempts, status,
                        error)
                        VALUES (@Id, @DeliveryId, @Kind, @AtMs, @Body, {Pending}, 0, 0, '')
                        ON CONFLICT (webhook_id, delivery_id) DO NOTHING
                        """,
                        new { Id = receiver, DeliveryId = deliveryId, Kind = kind, AtMs = at.ToUnixTimeMilliseconds(),
                            Body = body },
                        transaction);
                    if (added == 1)
                    {
                        await schedule.PutAsync(connection, transaction, WebhookWork.Of(receiver, deliveryId, at));
                    }
                }
            },
            ct);
        schedule.Wake();
    }

    /// <summary>Makes a delivery pending again.</summary>
    /// <returns>False if the delivery does not exist.</returns>
    public async Task<bool> AppendAgainAsync(string webhookId, string deliveryId, DateTimeOffset now)
    {
        var found = 0;
        await database.WriteAsync(async (connection, transaction) =>
        {
            found = await connection.ExecuteAsync(
                $"UPDATE webhook_deliveries SET state = {Pending} WHERE webhook_id = @Id AND delivery_id = @DeliveryId",
                new { Id = webhookId, DeliveryId = deliveryId },
                transaction);
            if (found > 0)
            {
                await schedule.PutAsync(connection, transaction, WebhookWork.Of(webhookId, deliveryId, now));
            }
        });
        schedule.Wake();
        return found > 0;
    }

    /// <summary>A pending delivery; null if it must not be sent any more.</summary>
    public Task<OutgoingDelivery?> PendingAsync(string webhookId, string deliveryId) => database.ReadAsync(connection =>
        connection.QueryFirstOrDefaultAsync<OutgoingDelivery>(
            $"""
            SELECT w.url AS Url, w.secret AS Secret, d.kind AS Kind, d.body AS Body FROM webhook_deliveries d
            JOIN webhooks w ON w.webhook_id = d.webhook_id AND w.is_enabled = 1
            WHERE d.webhook_id = @Id AND d.delivery_id = @DeliveryId AND d.state = {Pending}
            """,
            new { Id = webhookId, DeliveryId = deliveryId }));

    /// <summary>Stores the result of an attempt.</summary>
    /// <returns>True if there will be no further attempt: it was delivered, or the webhook was switched off.</returns>
    public async Task<bool> FinishAsync(string webhookId, string deliveryId, int status, string error, DateTimeOffset now)
    {
        var isDone = error.Length == 0;
        var parameters = new
        {
            Id = webhookId, DeliveryId = deliveryId, Status = (long)status, Error = error, NowMs = now.ToUnixTimeMilliseconds(),
            State = (long)(isDone ? WebhookDeliveryState.Delivered : WebhookDeliveryState.Pending), options.Value.KeptMax,
        };
        await database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                """
                UPDATE webhook_deliveries SET state = @State, attempts = attempts + 1, status = @Status, error = @Error
                WHERE webhook_id = @Id AND delivery_id = @DeliveryId
                """,
                parameters,
                transaction);
            await connection.ExecuteAsync(
                isDone
                    ? "UPDATE webhooks SET last_status = @Status, last_error = '', failing_since_ms = 0 WHERE webhook_id = @Id"
                    : """
                      UPDATE webhooks SET last_status = @Status, last_error = @Error,
                          failing_since_ms = CASE WHEN failing_since_ms = 0 THEN @NowMs ELSE failing_since_ms END
                      WHERE webhook_id = @Id
                      """,
                parameters,
                transaction);
            if (isDone)
            {
                await TrimAsync(connection, transaction, webhookId);
                return;
            }

            var failingSince = await connection.ExecuteScalarAsync<long>(
                "SELECT failing_since_ms FROM webhooks WHERE webhook_id = @Id", parameters, transaction);
            if (parameters.NowMs - failingSince >= (long)options.Value.FailingMax.TotalMilliseconds)
            {
                await DisableAsync(
                    connection, transaction, webhookId, $"Nothing was delivered for {options.Value.FailingMax}: {error}");
                isDone = true;
            }
        });
        return isDone;
    }

    private async Task DisableAsync(DbConnection connection, DbTransaction transaction, string webhookId, string reason)
    {
        await connection.ExecuteAsync(
            "UPDATE webhooks SET is_enabled = 0, disabled_reason = @Reason WHERE webhook_id = @Id",
            new { Id = webhookId, Reason = reason },
            transaction);
        await DropAsync(connection, transaction, webhookId);
    }

    // The scheduled work of dropped deliveries finds nothing to send and ends.
    private async Task DropAsync(DbConnection connection, DbTransaction transaction, string webhookId)
    {
        await connection.ExecuteAsync(
            $"UPDATE webhook_deliveries SET state = {(int)WebhookDeliveryState.Dropped} WHERE webhook_id = @Id AND state = "
            + $"{Pending}",
            new { Id = webhookId },
            transaction);
        await TrimAsync(connection, transaction, webhookId);
    }

    private Task<int> TrimAsync(DbConnection connection, DbTransaction transaction, string webhookId) => connection.ExecuteAsync(
        $"""
        DELETE FROM webhook_deliveries WHERE webhook_id = @Id AND state <> {Pending} AND delivery_id NOT IN (
            SELECT delivery_id FROM webhook_deliveries WHERE webhook_id = @Id AND state <> {Pending}
            ORDER BY at_ms DESC, delivery_id DESC LIMIT @KeptMax)
        """,
        new { Id = webhookId, options.Value.KeptMax },
        transaction);

    private static string Join(ImmutableArray<string> kinds) => kinds.IsEmpty ? string.Empty : $",{string.Join(',', kinds)},";

    private sealed class Row
    {
        public string WebhookId { get; init; } = string.Empty;

        public string Url { get; init; } = string.Empty;

        public string Kinds { get; init; } = string.Empty;

        public long IsEnabled { get; init; }

        public string DisabledReason { get; init; } = string.Empty;

        public long FailingSinceMs { get; init; }

        public long LastStatus { get; init; }

        public string LastError { get; init; } = string.Empty;

        public long PendingCount { get; init; }

        public WebhookView ToView() => new(
            WebhookId,
            Url,
            [.. Kinds.Split(',', StringSplitOptions.RemoveEmptyEntries)],
            IsEnabled != 0,
            DisabledReason,
            (int)PendingCount,
            (int)LastStatus,
            LastError,
            FailingSinceMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(FailingSinceMs));
    }

    private sealed class DeliveryRow
    {
        public string DeliveryId { get; init; } = string.Empty;

        public string Kind { get; init; } = string.Empty;

        public long AtMs { get; init; }

        public long State { get; init; }

        public long Attempts { get; init; }

        public long Status { get; init; }

        public string Error { get; init; } = string.Empty;

        public WebhookDelivery ToDelivery() => new(
            DeliveryId, Kind, DateTimeOffset.FromUnixTimeMilliseconds(AtMs), (WebhookDeliveryState)State, (int)Attempts,
            (int)Status, Error);
    }
}

/// <summary>A delivery as it is sent.</summary>
internal sealed class OutgoingDelivery
{
    public string Url { get; init; } = string.Empty;

    public string Secret { get; init; } = string.Empty;

    public string Kind { get; init; } = string.Empty;

    public string Body { get; init; } = string.Empty;
}
