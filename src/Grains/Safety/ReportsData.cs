using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Safety;

/// <summary>A user's reports and penalties. Deleting the account removes the reporter's name from reports. The reports themselves
/// and the account's standing stay, because they protect others.</summary>
internal sealed class ReportsData(SqlDatabase database, CaseStore cases) : IPersonalData
{
    public string Subject => "safety";

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var reports = await database.ReadAsync(connection => connection.QueryAsync<OwnReport>(
            "SELECT report_id AS Id, text AS Text, filed_at_ms AS FiledAtMs FROM safety_reports WHERE reporter_id = @User ORDER "
            + "BY filed_at_ms",
            new { User = user.Value }));
        return new JsonObject
        {
            ["reports"] = new JsonArray([.. reports.Select(report => (JsonNode)new JsonObject
            {
                ["reportId"] = report.Id, ["text"] = report.Text,
                ["filedAt"] = DateTimeOffset.FromUnixTimeMilliseconds(report.FiledAtMs),
            })]),
            ["penalties"] = new JsonArray([.. (await cases.PenaltiesAsync(user)).Select(penalty => (JsonNode)new JsonObject
            {
                ["caseId"] = penalty.CaseId, ["kind"] = penalty.Kind.ToString(), ["at"] = penalty.At, ["until"] = penalty.Until,
            })]),
        };
    }

    public Task EraseAsync(UserId user) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "UPDATE safety_reports SET reporter_id = '' WHERE reporter_id = @User", new { User = user.Value }, transaction));

    private sealed class OwnReport
    {
        public string Id { get; init; } = string.Empty;

        public string Text { get; init; } = string.Empty;

        public long FiledAtMs { get; init; }
    }
}
