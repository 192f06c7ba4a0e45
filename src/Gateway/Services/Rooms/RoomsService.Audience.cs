using System.Buffers.Text;
using System.Text;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Rooms;

// The audience by page: the room says whether the caller may see it and at which gateways, the listener grains name the people.
internal sealed partial class RoomsService
{
    public override async Task<ListAudienceResponse> ListAudience(ListAudienceRequest request, ServerCallContext context)
    {
        var size = Paging.SizeOf(request.PageSize, metrics);
        if (request.Words.Length > AccountBounds.DisplayNameLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.ValueUnknown));
        }

        var access = await Room(request.RoomId).OpenRosterAsync(Caller.Of(context).Id).ConfigureAwait(false);
        if (!access.IsAccepted)
        {
            throw metrics.Refuse(RoomErrors.Of(access.Rejection.Value, bounds.Rooms));
        }

        var room = new RoomId(request.RoomId);
        var (fromGateway, after) = ReadToken(request.PageToken);
        var response = new ListAudienceResponse { ListenerCount = (uint)access.Value.ListenerCount };
        foreach (var gateway in access.Value.Gateways)
        {
            var place = string.CompareOrdinal(gateway, fromGateway);
            if (place >= 0)
            {
                var people = await grains.GetGrain<IListenerGrain>(ListenerKeys.For(room, gateway))
                    .ListAudienceAsync(place == 0 ? after : null, request.Words, size - response.People.Count)
                    .ConfigureAwait(false);
                response.People.AddRange(people.Select(WireViews.Of));
                if (response.People.Count == size)
                {
                    response.NextPageToken = WriteToken(gateway, people[^1].Id);
                    break;
                }
            }
        }

        return response;
    }

    private static string WriteToken(string gateway, UserId last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{gateway}\n{last.Value}"));

    // A token that this server did not make reads as the first page and reveals nothing more.
    private static (string Gateway, UserId? After) ReadToken(string token)
    {
        if (token.Length == 0 || !Base64Url.IsValid(token))
        {
            return ("", null);
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('\n', 2);
        return parts.Length == 2 ? (parts[0], new UserId(parts[1])) : ("", null);
    }
}
