using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using AudioRooms.Grains.Invitations;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Users;
using Dapper;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// Moves the grain state of release 0.1.0 to the rows where Orleans now looks for it. That release had another service id and
/// other hashes in front of the same columns and the same JSON, so each row keeps its version and payload.
/// </summary>
internal static class FirstReleaseState
{
    private const string FormerServiceId = "dev";

    private static readonly GrainStateJson Json = new();

    /// <summary>Moves accounts and ledgers of invitations. The silo that starts registers its reminders again.</summary>
    /// <exception cref="InvalidOperationException">A row holds no state of release 0.1.0.</exception>
    public static async Task MoveAsync(SqlDialect dialect, DbConnection connection, DbTransaction transaction)
    {
        var rows = await connection.QueryAsync<Row>(
            """
            SELECT GrainIdHash AS IdHash, GrainIdN0 AS N0, GrainIdN1 AS N1, GrainTypeString AS StateName,
                GrainIdExtensionString AS Extension, PayloadBinary AS Payload
            FROM OrleansStorage
            WHERE ServiceId = @FormerServiceId
            """,
            new { FormerServiceId },
            transaction);
        foreach (var row in rows)
        {
            var key = await KeyOfAsync(row, connection, transaction);
            var moved = await connection.ExecuteAsync(
                """
                UPDATE OrleansStorage
                SET GrainIdHash = @NewHash, GrainTypeHash = @NewHash, ServiceId = @ServiceId
                WHERE ServiceId = @FormerServiceId AND GrainIdHash = @IdHash AND GrainIdN0 = @N0 AND GrainIdN1 = @N1
                    AND GrainTypeString = @StateName AND GrainIdExtensionString IS NOT DISTINCT FROM @Extension
                """,
                new
                {
                    NewHash = WholeKeyHasherPicker.HashOf(row.StateName, key),
                    ServiceIdentity.ServiceId,
                    FormerServiceId,
                    row.IdHash,
                    row.N0,
                    row.N1,
                    row.StateName,
                    row.Extension,
                },
                transaction);
            if (moved != 1)
            {
                throw new InvalidOperationException(
                    $"Table OrleansStorage has {moved} rows for state '{row.StateName}' of '{key}'; exactly one was expected.");
            }
        }

        if (dialect == SqlDialect.PostgreSql)
        {
            await connection.ExecuteAsync(
                "DELETE FROM OrleansRemindersTable WHERE serviceid = @FormerServiceId", new { FormerServiceId }, transaction);
        }
    }

    /// <summary>
    /// The grain's key. Orleans stores a key that reads as a hexadecimal number as that number, without leading zeros. The
    /// account's profile still has the handle; an account without a profile keeps the shortest key of the number.
    /// </summary>
    private static async Task<string> KeyOfAsync(Row row, DbConnection connection, DbTransaction transaction)
    {
        var userId = UserIdOf(row);
        if (row.Extension is not null)
        {
            return row.Extension;
        }

        var handle = await connection.ExecuteScalarAsync<string?>(
            "SELECT handle FROM people WHERE user_id = @userId", new { userId }, transaction);
        return handle ?? row.N1.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Reads the state as the grain will, so that an unreadable row stops the start instead of a later sign-in.
    /// </summary>
    private static string UserIdOf(Row row)
    {
        try
        {
            return row.StateName switch
            {
                "account" => Read<AccountState>(row)?.UserId ?? "",
                "invitations" when row.Extension is { } userId => Read<InvitationLedgerState>(row) is null ? "" : userId,
                _ => throw new JsonException("0.1.0 had no such state"),
            };
        }
        catch (JsonException exception)
        {
            var key = row.Extension ?? row.N1.ToString("x", CultureInfo.InvariantCulture);
            throw new InvalidOperationException(
                $"The state '{row.StateName}' of '{key}' is not a state of release 0.1.0: {exception.Message}", exception);
        }
    }

    private static T? Read<T>(Row row)
        where T : class => row.Payload is null ? null : Json.Deserialize<T>(new BinaryData(row.Payload));

    private sealed class Row
    {
        public int IdHash { get; init; }

        public long N0 { get; init; }

        public long N1 { get; init; }

        public string StateName { get; init; } = "";

        public string? Extension { get; init; }

        /// <summary>The state as JSON; null for a state that was cleared.</summary>
        public byte[]? Payload { get; init; }
    }
}
