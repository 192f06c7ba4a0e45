using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Person = AudioRooms.Contracts.Users.Person;
using RoomLinkKind = AudioRooms.Contracts.Rooms.RoomLinkKind;

namespace AudioRooms.Gateway.Services.Rooms;

// Links into a room. The token is made here and leaves the server once; the room keeps its hash.
internal sealed partial class RoomsService
{
    private const uint ValidSecondsDefault = 24 * 60 * 60;

    public override async Task<Wire.V1.RoomLink> MakeRoomLink(MakeRoomLinkRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }

        var host = Caller.Of(context);
        var kind = request.Kind switch
        {
            Wire.V1.RoomLinkKind.Listener => RoomLinkKind.Listener,
            Wire.V1.RoomLinkKind.Speaker => RoomLinkKind.Speaker,
            _ => throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown)),
        };
        var key = request.IdempotencyKey.Length == 0 ? "" : $"{request.RoomId}/{(int)kind}/{request.IdempotencyKey}";
        var id = linkIds.New("room link", host.Id, key);
        var token = secrets.New(host.Id, Contracts.Invitations.InvitationKind.Link, key.Length == 0 ? "" : $"room/{key}");
        var validFor = TimeSpan.FromSeconds(request.ValidSeconds == 0 ? ValidSecondsDefault : request.ValidSeconds);
        var view = await AskAsHostAsync(request.RoomId, host, new MakeLink(id, kind, InvitationSecret.KeyOf(token), validFor))
            .ConfigureAwait(false);
        var made = view.Links.FirstOrDefault(link => link.Id == id)
            ?? throw metrics.Refuse(RoomErrors.Of(RoomRejection.NoSuchLink, bounds.Rooms));
        var wire = Of(made);
        wire.Token = token;
        return wire;
    }

    public override async Task<ListRoomLinksResponse> ListRoomLinks(ListRoomLinksRequest request, ServerCallContext context)
    {
        var host = Caller.Of(context).Id;
        var reply = await Room(request.RoomId).GetVisibleAsync(host).ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            throw metrics.Refuse(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms));
        }

        if (!reply.Value.IsHost(host))
        {
            throw metrics.Refuse(RoomErrors.Of(RoomRejection.NotHost, bounds.Rooms));
        }

        var response = new ListRoomLinksResponse();
        response.Links.AddRange(reply.Value.Links.Select(Of));
        return response;
    }

    public override async Task<RevokeRoomLinkResponse> RevokeRoomLink(RevokeRoomLinkRequest request, ServerCallContext context)
    {
        await AskAsHostAsync(request.RoomId, Caller.Of(context), new RevokeLink(request.LinkId)).ConfigureAwait(false);
        return new RevokeRoomLinkResponse();
    }

    // A caller who may not know of the room gets the same answer as for one that does not exist.
    private async Task<RoomView> AskAsHostAsync(string roomId, Person host, RoomCommand command)
    {
        var room = Room(roomId);
        var seen = await room.GetVisibleAsync(host.Id).ConfigureAwait(false);
        var reply = seen.IsAccepted ? await room.CommandAsync(host, command).ConfigureAwait(false) : seen;
        return reply.IsAccepted ? reply.Value : throw metrics.Refuse(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms));
    }

    private static Wire.V1.RoomLink Of(Contracts.Rooms.RoomLink link) => new()
    {
        LinkId = link.Id,
        Kind = link.Kind switch
        {
            RoomLinkKind.Listener => Wire.V1.RoomLinkKind.Listener,
            RoomLinkKind.Speaker => Wire.V1.RoomLinkKind.Speaker,
        },
        ExpiresAtUnixMs = link.ExpiresAt.ToUnixTimeMilliseconds(),
    };
}
