using AudioRooms.Contracts.Discovery;
using AudioRooms.Gateway.Auth;
using AudioRooms.Gateway.Commands;
using AudioRooms.Gateway.Metrics;
using AudioRooms.Wire.V1;
using Grpc.Core;
using SearchKind = AudioRooms.Contracts.Discovery.SearchKind;

namespace AudioRooms.Gateway.Rpc;

/// <summary>The topic tree and search.</summary>
internal sealed class DiscoveryService(IGrainFactory grains, GatewayMetrics metrics) : AudioRooms.Wire.V1.Discovery.DiscoveryBase
{
    private const uint PageSizeMax = 100;
    private const int PageSizeDefault = 50;

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

    public override Task<ListTopicsResponse> ListTopics(ListTopicsRequest request, ServerCallContext context) => Task.FromResult(Topics);

    public override async Task<SearchResponse> Search(SearchRequest request, ServerCallContext context)
    {
        if (request.PageSize > PageSizeMax)
        {
            throw Refuse(WireErrors.Of(EdgeRefusal.PageSizeInvalid));
        }

        var reply = await grains.GetGrain<IDiscoveryGrain>(0)
            .SearchAsync(
                Caller.Of(context).Id,
                new SearchQuestion(KindOf(request.Kind), request.Words, request.Topic, request.Language),
                request.PageSize == 0 ? PageSizeDefault : (int)request.PageSize,
                request.PageToken.Length == 0 ? null : request.PageToken)
            .ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            throw Refuse(WireErrors.Of(reply.Rejection.Value));
        }

        var response = new SearchResponse { NextPageToken = reply.Value.NextPageToken ?? "" };
        foreach (var hit in reply.Value.Hits)
        {
            response.Results.Add(ResultOf(hit, request.Kind));
        }

        return response;
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

    private SearchKind KindOf(Wire.V1.SearchKind kind) => kind switch
    {
        Wire.V1.SearchKind.Person => SearchKind.Person,
        Wire.V1.SearchKind.Club => SearchKind.Club,
        Wire.V1.SearchKind.Room => SearchKind.Room,
        Wire.V1.SearchKind.Event => SearchKind.Event,
        _ => throw Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
    };

    private RpcException Refuse(WireError error)
    {
        metrics.RequestRefused(error.Code);
        return error.ToRpcException();
    }
}
