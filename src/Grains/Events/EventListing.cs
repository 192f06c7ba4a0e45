using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Events;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Dapper;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Events;

/// <summary>Keeps a public event in the search index with its current or next occurrence, and removes it when there is
/// none.</summary>
internal sealed class EventListing(
    ISearchIndex index, UnreadableRows unreadable, IOptions<EventLimits> options, [ProductClock] TimeProvider time)
        : ISearchSource
{
    public SearchKind Kind => SearchKind.Event;

    /// <summary>Updates the index from the event as it is now.</summary>
    public async Task<bool> WriteAsync(DbConnection connection, DbTransaction transaction, EventSeries series, DateTimeOffset now)
    {
        if (EventMoments.Shown(series, options.Value, now) is not { } shown
            || !await IsPublicAsync(connection, transaction, series))
        {
            await index.RemoveAsync(connection, transaction, SearchKind.Event, series.Id);
            return false;
        }

        var plan = series.Plan;
        await index.UpsertAsync(connection, transaction, new SearchDocument(
            SearchKind.Event,
            series.Id,
            shown.Title,
            string.Join('\n', [plan.Title, shown.Description, plan.Host.DisplayName, plan.Host.Handle]),
            plan.Topics,
            plan.Language,
            shown.StartsAt,
            plan.Host.Id.Value,
            plan.ClubId));
        return true;
    }

    public async Task<int> WriteAllAsync(DbConnection connection, DbTransaction transaction)
    {
        var now = time.GetUtcNow();
        var rows = await connection.QueryAsync<EventRow>(
            $"SELECT {EventRow.Columns} FROM events WHERE last_end_ms > @NowMs",
            new { NowMs = now.ToUnixTimeMilliseconds() },
            transaction);
        var count = 0;
        foreach (var series in rows.AsList().Select(row => row.ToSeries()))
        {
            if (series.Fault() is { } fault)
            {
                unreadable.LeftOut(EventRow.Table, series.Id, fault);
            }

            count += await WriteAsync(connection, transaction, series, now) ? 1 : 0;
        }

        return count;
    }

    // Read from the table instead of asking the club grain: the code runs inside a transaction that the club may be waiting for.
    private static async Task<bool> IsPublicAsync(DbConnection connection, DbTransaction transaction, EventSeries series) =>
        series.Plan.ClubId.Length == 0
        || (!series.Plan.MembersOnly && await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM clubs WHERE club_id = @ClubId AND kind <> @Private AND closed_at_ms = 0",
            new { series.Plan.ClubId, Private = (long)ClubKind.Private },
            transaction) > 0);
}
