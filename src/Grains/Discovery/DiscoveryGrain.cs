using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Discovery;

/// <summary>Searches the index, and reads the card of each room of a page from the room itself, because it alone knows its
/// counts.</summary>
[StatelessWorker]
internal sealed class DiscoveryGrain(
    SearchTables tables, HallwayTables hallway, SuggestionTables suggestions) : Grain, IDiscoveryGrain
{
    public async Task<DiscoveryReply<SearchPage>> SearchAsync(
        UserId viewer, SearchQuestion question, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        var words = SearchWords.Ask(question);
        if (!words.IsAccepted)
        {
            return words.Rejection.Value;
        }

        var page = await tables.SearchAsync(viewer, question, words.Value, pageSize, pageToken);
        return question.Kind == SearchKind.Room ? page with { Hits = await WithCardsAsync(page.Hits) } : page;
    }

    public async Task<DiscoveryReply<HallwayPage>> HallwayAsync(
        UserId viewer, HallwayReason weakest, string language, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        if (!SearchWords.IsLanguage(language))
        {
            return DiscoveryRejection.LanguageInvalid;
        }

        var (rows, next) = await hallway.ListAsync(viewer, weakest, language, pageSize, pageToken);
        var replies = await Task.WhenAll(rows.Select(row => GrainFactory.GetGrain<IRoomGrain>(row.RoomId).GetAsync()));
        var known = await hallway.KnownAsync(viewer, rows);
        return new HallwayPage(
            [.. rows.Zip(replies)
                .Where(pair => pair.Second.Value?.Card.Phase == RoomPhase.Live)
                .Select(pair => new HallwayEntry(
                    pair.Second.Value!.Card, (HallwayReason)pair.First.Reason, known.GetValueOrDefault(pair.First.RoomId, [])))],
            next);
    }

    public Task<IReadOnlyList<PersonSuggestion>> SuggestAsync(UserId viewer, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SearchBounds.SuggestionsMax);
        return suggestions.ListAsync(viewer, count);
    }

    public Task DismissSuggestionAsync(UserId viewer, UserId person) => suggestions.DismissAsync(viewer, person);

    public Task<int> RebuildIndexAsync() => tables.RebuildAsync();

    private async Task<ImmutableArray<SearchHit>> WithCardsAsync(ImmutableArray<SearchHit> hits)
    {
        var replies = await Task.WhenAll(hits.Select(hit => GrainFactory.GetGrain<IRoomGrain>(hit.Id).GetAsync()));

        // The room may have ended since the index was searched.
        return [.. hits.Zip(replies, (hit, reply) => hit with { Room = reply.Value?.Card })
            .Where(hit => hit.Room?.Phase == RoomPhase.Live)];
    }
}
