using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Invitations;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;
using RoomCard = AudioRooms.Wire.V1.RoomCard;
using StagePolicy = AudioRooms.Contracts.Rooms.StagePolicy;

namespace AudioRooms.Gateway.Services.Rooms;

/// <summary>Creating, finding and ending rooms.</summary>
internal sealed partial class RoomsService(
    IGrainFactory grains, RoomIds ids, DerivedIds linkIds, InvitationSecrets secrets, ConfiguredBounds bounds,
    GatewayMetrics metrics)
    : AudioRooms.Wire.V1.Rooms.RoomsBase
{
    private const int ActiveSpeakersDefault = 3;

    public override async Task<RoomCard> CreateRoom(CreateRoomRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }

        var owner = Caller.Of(context);
        var room = grains.GetGrain<IRoomGrain>(ids.New(owner.Id, request.IdempotencyKey).Value);
        var command = new CreateRoom(
            owner,
            request.Title,
            [.. request.Topics],
            request.Language,
            PolicyOf(request.StagePolicy),
            request.ActiveSpeakers == 0 ? ActiveSpeakersDefault : (int)Math.Min(request.ActiveSpeakers, int.MaxValue))
        {
            Settings = RoomSettingsOnWire.TryReadNew(request) ?? throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
            ClubId = ClubOf(request),
            MembersOnly = request.MembersOnly,
        };
        var reply = await room.CreateAsync(command).ConfigureAwait(false);
        if (reply.Rejection == RoomRejection.AlreadyExists)
        {
            // Only the same person with the same key gets the same id, so this is a repetition.
            reply = await room.GetAsync().ConfigureAwait(false);
        }

        return Card(reply);
    }

    public override async Task<ListRoomsResponse> ListRooms(ListRoomsRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        var page = await grains.GetGrain<IRoomDirectoryGrain>(0)
            .ListLiveAsync(
                size,
                Paging.TokenOf(request.PageToken),
                Caller.Of(context).Id)
            .ConfigureAwait(false);
        var response = new ListRoomsResponse { NextPageToken = page.NextPageToken ?? "" };
        foreach (var card in page.Rooms)
        {
            response.Rooms.Add(WireViews.Of(card));
        }

        return response;
    }

    // Everybody may ask: a room that the caller may not see looks like one that does not exist.
    public override async Task<RoomCard> GetRoom(GetRoomRequest request, ServerCallContext context) =>
        Card(await Room(request.RoomId).GetVisibleAsync(Caller.Find(context)?.Person.Id).ConfigureAwait(false));

    public override async Task<RoomCard> EndRoom(EndRoomRequest request, ServerCallContext context)
    {
        var room = Room(request.RoomId);
        return Card(await room.SettledAsync(room.EndAsync(Caller.Of(context).Id)).ConfigureAwait(false));
    }

    // A text that cannot be a club's id names no club; without a club there are no members.
    private string? ClubOf(CreateRoomRequest request) =>
        request.ClubId.Length == 0 && !request.MembersOnly ? null
        : Identifiers.IsWellFormed(request.ClubId) ? request.ClubId
        : throw metrics.Refuse(RoomErrors.Of(RoomRejection.ClubRefused, bounds.Rooms));

    // A text that cannot be an id is not asked for: each invented one would cost an activation.
    private IRoomGrain Room(string id) => Identifiers.IsWellFormed(id)
        ? grains.GetGrain<IRoomGrain>(id)
        : throw metrics.Refuse(RoomErrors.Of(RoomRejection.NotFound, bounds.Rooms));

    private RoomCard Card(RoomReply<RoomView> reply) => reply.IsAccepted
        ? WireViews.Of(reply.Value.Card)
        : throw metrics.Refuse(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms));

    private StagePolicy PolicyOf(AudioRooms.Wire.V1.StagePolicy policy) => policy switch
    {
        AudioRooms.Wire.V1.StagePolicy.Unspecified or AudioRooms.Wire.V1.StagePolicy.Open => StagePolicy.Open,
        AudioRooms.Wire.V1.StagePolicy.Owner => StagePolicy.Owner,
        _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.StagePolicyInvalid)),
    };
}
