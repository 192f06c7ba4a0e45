using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Searches people, clubs, rooms and events, and lists live rooms. Thread-safe.</summary>
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

    /// <summary>Search results, best first. Pages are fetched while the results are read.</summary>
    /// <param name="request">The question; its page token is ignored.</param>
    public IAsyncEnumerable<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(stub.SearchAsync, new SearchRequest(request) { PageToken = token }, stop),
            page => page.Results,
            page => page.NextPageToken,
            cancellation);

    /// <summary>Live rooms for the caller; rooms of people that the caller follows come first.</summary>
    /// <param name="weakest">Rooms with a weaker reason are left out.</param>
    /// <param name="language">BCP 47; empty for any language.</param>
    public IAsyncEnumerable<HallwayEntry> HallwayAsync(
        HallwayReason weakest = HallwayReason.Unspecified, string language = "", CancellationToken cancellation = default) =>
        ServerCalls.PagesAsync(
            (token, stop) => calls.AsPersonAsync(
                stub.HallwayAsync, new HallwayRequest { Weakest = weakest, Language = language, PageToken = token }, stop),
            page => page.Rooms,
            page => page.NextPageToken,
            cancellation);

    /// <summary>The live rooms for the caller, at most 100, and then every change while the caller reads.</summary>
    /// <param name="weakest">Rooms with a weaker reason are left out.</param>
    /// <param name="language">BCP 47; empty for any language.</param>
    /// <param name="cancellation">Ends the watch.</param>
    public IAsyncEnumerable<HallwayNews> WatchHallwayAsync(
        HallwayReason weakest = HallwayReason.Unspecified, string language = "", CancellationToken cancellation = default) =>
        calls.WatchAsync(stub.WatchHallway, new WatchHallwayRequest { Weakest = weakest, Language = language }, cancellation);

    /// <summary>People to follow, best first.</summary>
    /// <param name="count">1 to 50.</param>
    public async Task<IReadOnlyList<PersonSuggestion>> SuggestPeopleAsync(
        int count = 20, CancellationToken cancellation = default)
    {
        var request = new SuggestPeopleRequest { Count = checked((uint)count) };
        return (await calls.AsPersonAsync(stub.SuggestPeopleAsync, request, cancellation).ConfigureAwait(false)).People;
    }

    /// <summary>Stops suggesting a person to the caller.</summary>
    public Task DismissSuggestionAsync(string userId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.DismissSuggestionAsync, new DismissSuggestionRequest { UserId = userId }, cancellation);
}
