using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Profiles;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;
using HallwayReason = AudioRooms.Contracts.Discovery.HallwayReason;
using SearchKind = AudioRooms.Contracts.Discovery.SearchKind;

namespace AudioRooms.Gateway.Services.Discovery;

/// <summary>Topics, search and the hallway.</summary>
internal sealed class DiscoveryService(
    IGrainFactory grains, HallwayWatchers watches, RevokedSessions revoked, GatewayMetrics metrics)
    : AudioRooms.Wire.V1.Discovery.DiscoveryBase
{
    private static readonly ListTopicsResponse Topics = new()
    {
        Topics =
        {
            TopicTree.All.Select(topic => new TopicEntry
            {
                Id = topic.Id, ParentId = topic.ParentId, NameEn = topic.English, NameFr = topic.French,
            }),
        },
    };

    public override Task<ListTopicsResponse> ListTopics(ListTopicsRequest request, ServerCallContext context) =>
        Task.FromResult(Topics);

    public override async Task<SearchResponse> Search(SearchRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var reply = await grains.GetGrain<IDiscoveryGrain>(0)
            .SearchAsync(
                Caller.Of(context).Id,
                new SearchQuestion(KindOf(request.Kind), request.Words, request.Topic, request.Language),
                size,
                Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            throw metrics.Refuse(PeopleErrors.Of(reply.Rejection.Value));
        }

        var response = new SearchResponse { NextPageToken = reply.Value.NextPageToken ?? "" };
        foreach (var hit in reply.Value.Hits)
        {
            response.Results.Add(ResultOf(hit, request.Kind));
        }

        return response;
    }

    public override async Task<HallwayResponse> Hallway(HallwayRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var reply = await grains.GetGrain<IDiscoveryGrain>(0)
            .HallwayAsync(
                Caller.Of(context).Id,
                ReasonOf(request.Weakest),
                request.Language,
                size,
                Paging.TokenOf(request.PageToken))
            .ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            throw metrics.Refuse(PeopleErrors.Of(reply.Rejection.Value));
        }

        var response = new HallwayResponse { NextPageToken = reply.Value.NextPageToken ?? "" };
        response.Rooms.AddRange(reply.Value.Rooms.Select(EntryOf));
        return response;
    }

    public override async Task WatchHallway(
        WatchHallwayRequest request, IServerStreamWriter<Wire.V1.HallwayNews> responseStream, ServerCallContext context)
    {
        var viewer = Caller.Of(context).Id;
        var weakest = ReasonOf(request.Weakest);

        // This call also makes the checks that refuse a request; the watch itself makes none.
        var reply = await grains.GetGrain<IDiscoveryGrain>(0)
            .HallwayAsync(viewer, weakest, request.Language, pageSize: 1, pageToken: null)
            .ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            throw metrics.Refuse(PeopleErrors.Of(reply.Rejection.Value));
        }

        using var session = revoked.Follow(Caller.SessionOf(context));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, session.Revoked);
        using var watcher = watches.TryOpen(viewer, weakest, request.Language)
            ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TooManyWatches));
        try
        {
            await foreach (var update in watcher.Updates.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                var news = new Wire.V1.HallwayNews { IsPicture = update.IsPicture };
                news.Rooms.AddRange(update.Rooms.Select(EntryOf));
                news.GoneRoomIds.AddRange(update.Gone.Select(room => room.Value));
                await responseStream.WriteAsync(news, ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (session.Revoked.IsCancellationRequested)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.TokenInvalid));
        }
        catch (Exception error) when (context.CancellationToken.IsCancellationRequested
            && error is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The device is gone, which a write may notice first.
            return;
        }

        throw metrics.Refuse(WireErrors.Of(watcher.IsTooSlow ? EdgeRefusal.WatchTooSlow : EdgeRefusal.Unavailable));
    }

    public override async Task<SuggestPeopleResponse> SuggestPeople(SuggestPeopleRequest request, ServerCallContext context)
    {
        if (request.Count > SearchBounds.SuggestionsMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.PageSizeInvalid));
        }

        var people = await grains.GetGrain<IDiscoveryGrain>(0)
            .SuggestAsync(Caller.Of(context).Id, request.Count == 0 ? SearchBounds.SuggestionsDefault : (int)request.Count)
            .ConfigureAwait(false);
        var response = new SuggestPeopleResponse();
        response.People.AddRange(people.Select(suggestion => new Wire.V1.PersonSuggestion
        {
            Person = WirePeople.Of(suggestion.Person),
            MutualCount = (uint)suggestion.MutualCount,
            SharedInterestCount = (uint)suggestion.SharedInterestCount,
        }));
        return response;
    }

    public override async Task<DismissSuggestionResponse> DismissSuggestion(
        DismissSuggestionRequest request, ServerCallContext context)
    {
        if (!Identifiers.IsWellFormed(request.UserId))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.UserIdInvalid));
        }

        await grains.GetGrain<IDiscoveryGrain>(0)
            .DismissSuggestionAsync(Caller.Of(context).Id, new UserId(request.UserId))
            .ConfigureAwait(false);
        return new DismissSuggestionResponse();
    }

    public override async Task<RebuildIndexResponse> RebuildIndex(RebuildIndexRequest request, ServerCallContext context) =>
        new() { Documents = (uint)await grains.GetGrain<IDiscoveryGrain>(0).RebuildIndexAsync().ConfigureAwait(false) };

    private static SearchResult ResultOf(SearchHit hit, Wire.V1.SearchKind kind)
    {
        var result = new SearchResult
        {
            Kind = kind,
            Id = hit.Id,
            Title = hit.Title,
            Language = hit.Language,
            StartsAtUnixMs = hit.StartsAt?.ToUnixTimeMilliseconds() ?? 0,
            ClubId = hit.ClubId,
            Owner = hit.Owner is { } owner ? WirePeople.Of(owner) : null,
            Room = hit.Room is { } room ? WireViews.Of(room) : null,
        };
        result.Topics.AddRange(hit.Topics);
        return result;
    }

    private static Wire.V1.HallwayEntry EntryOf(Contracts.Discovery.HallwayEntry entry)
    {
        var shown = new Wire.V1.HallwayEntry { Room = WireViews.Of(entry.Room), Reason = ReasonOf(entry.Reason) };
        shown.Known.AddRange(entry.Known.Select(WireViews.Of));
        return shown;
    }

    private static Wire.V1.HallwayReason ReasonOf(HallwayReason reason) => reason switch
    {
        HallwayReason.Followed => Wire.V1.HallwayReason.Followed,
        HallwayReason.Club => Wire.V1.HallwayReason.Club,
        HallwayReason.Interest => Wire.V1.HallwayReason.Interest,
        HallwayReason.Other => Wire.V1.HallwayReason.Other,
    };

    private HallwayReason ReasonOf(Wire.V1.HallwayReason reason) => reason switch
    {
        Wire.V1.HallwayReason.Followed => HallwayReason.Followed,
        Wire.V1.HallwayReason.Club => HallwayReason.Club,
        Wire.V1.HallwayReason.Interest => HallwayReason.Interest,
        Wire.V1.HallwayReason.Unspecified or Wire.V1.HallwayReason.Other => HallwayReason.Other,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
    };

    private SearchKind KindOf(Wire.V1.SearchKind kind) => kind switch
    {
        Wire.V1.SearchKind.Person => SearchKind.Person,
        Wire.V1.SearchKind.Club => SearchKind.Club,
        Wire.V1.SearchKind.Room => SearchKind.Room,
        Wire.V1.SearchKind.Event => SearchKind.Event,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
    };
}
