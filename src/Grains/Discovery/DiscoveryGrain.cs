using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Storage;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Discovery;

/// <summary>Asks the index, and each room of a page for its card, because counts live there.</summary>
[StatelessWorker]
internal sealed class DiscoveryGrain(SearchTables tables) : Grain, IDiscoveryGrain
{
    public async Task<DiscoveryReply<SearchPage>> SearchAsync(UserId viewer, SearchQuestion question, int pageSize, string? pageToken)
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

    public Task<int> RebuildIndexAsync() => tables.RebuildAsync();

    private async Task<ImmutableArray<SearchHit>> WithCardsAsync(ImmutableArray<SearchHit> hits)
    {
        var replies = await Task.WhenAll(hits.Select(hit => GrainFactory.GetGrain<IRoomGrain>(hit.Id).GetAsync()));

        // A room may have ended since the index was asked.
        return [.. hits.Zip(replies, (hit, reply) => hit with { Room = reply.Value?.Card }).Where(hit => hit.Room?.Phase == RoomPhase.Live)];
    }
}
