using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Finding people and what goes on. Thread-safe.</summary>
public sealed class DiscoveryApi
{
    private readonly ServerCalls calls;
    private readonly Discovery.DiscoveryClient stub;

    internal DiscoveryApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Discovery.DiscoveryClient(channel);
    }

    /// <summary>The topic tree, two levels.</summary>
    public async Task<IReadOnlyList<TopicEntry>> TopicsAsync(CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(stub.ListTopicsAsync, new ListTopicsRequest(), cancellation).ConfigureAwait(false)).Topics;

    /// <summary>What matches, the best first, page by page as it is read.</summary>
    /// <param name="request">What is looked for; its page token is not used.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(stub.SearchAsync, new SearchRequest(request) { PageToken = token }, stop),
            page => page.Results,
            page => page.NextPageToken,
            cancellation);

    /// <summary>Live rooms for the caller, those of people they follow first.</summary>
    /// <param name="weakest">Leaves out rooms for weaker reasons.</param>
    /// <param name="language">BCP 47; empty: any.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<HallwayEntry> HallwayAsync(
        HallwayReason weakest = HallwayReason.Unspecified, string language = "", CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(
                stub.HallwayAsync, new HallwayRequest { Weakest = weakest, Language = language, PageToken = token }, stop),
            page => page.Rooms,
            page => page.NextPageToken,
            cancellation);

    /// <summary>The same rooms, at most 100, and from then on what changes, as long as one reads.</summary>
    /// <param name="weakest">Leaves out rooms for weaker reasons.</param>
    /// <param name="language">BCP 47; empty: any.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<HallwayNews> WatchHallwayAsync(
        HallwayReason weakest = HallwayReason.Unspecified, string language = "", CancellationToken cancellation = default) =>
        calls.WatchAsync(stub.WatchHallway, new WatchHallwayRequest { Weakest = weakest, Language = language }, cancellation);

    /// <summary>People to follow, the best first.</summary>
    /// <param name="count">1 to 50.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<IReadOnlyList<PersonSuggestion>> SuggestPeopleAsync(
        int count = 20, CancellationToken cancellation = default)
    {
        var request = new SuggestPeopleRequest { Count = checked((uint)count) };
        return (await calls.AsPersonAsync(stub.SuggestPeopleAsync, request, cancellation).ConfigureAwait(false)).People;
    }

    /// <summary>Somebody is not suggested to the caller any more.</summary>
    public Task DismissSuggestionAsync(string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.DismissSuggestionAsync, new DismissSuggestionRequest { UserId = userId }, cancellation);
}
