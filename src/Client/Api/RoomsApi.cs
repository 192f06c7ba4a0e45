using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Calls about rooms that need no connection with the room; for those see <see cref="RoomConnection"/>.
/// Thread-safe.</summary>
public sealed class RoomsApi
{
    private readonly ServerCalls calls;
    private readonly Rooms.RoomsClient stub;

    internal RoomsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Rooms.RoomsClient(channel);
    }

    /// <summary>Creates a room. The caller becomes the owner.</summary>
    /// <param name="request">The room; its title is required. A request with an idempotency key may be repeated.</param>
    public Task<RoomCard> CreateAsync(CreateRoomRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.CreateRoomAsync, request, cancellation);

    /// <summary>All live rooms that the caller may know of, newest first.</summary>
    public IAsyncEnumerable<RoomCard> ListAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsPersonAsync(stub.ListRoomsAsync, new ListRoomsRequest { PageToken = token }, stop),
        page => page.Rooms,
        page => page.NextPageToken,
        cancellation);

    /// <summary>The room's card. Works without an access token for rooms that everybody may see.</summary>
    public Task<RoomCard> GetAsync(string roomId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetRoomAsync, new GetRoomRequest { RoomId = roomId }, cancellation);

    /// <summary>The people in a room's audience, if its attendance setting lets the caller see names. Pages are fetched while the
    /// people are read.</summary>
    /// <param name="words">Beginning of a handle or of a word of a name; empty for everybody.</param>
    public IAsyncEnumerable<Person> ListAudienceAsync(
        string roomId, string words = "", CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsPersonAsync(
            stub.ListAudienceAsync, new ListAudienceRequest { RoomId = roomId, Words = words, PageToken = token }, stop),
        page => page.People,
        page => page.NextPageToken,
        cancellation);

    /// <summary>Creates a link into a room. The answer has its token, which the server does not store. For hosts.</summary>
    public Task<RoomLink> MakeLinkAsync(MakeRoomLinkRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.MakeRoomLinkAsync, request, cancellation);

    /// <summary>The links into a room, without their tokens. For hosts.</summary>
    public async Task<IReadOnlyList<RoomLink>> ListLinksAsync(string roomId, CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(stub.ListRoomLinksAsync, new ListRoomLinksRequest { RoomId = roomId }, cancellation)
            .ConfigureAwait(false)).Links;

    /// <summary>Revokes a link; people who came in by it stay. For hosts.</summary>
    public Task RevokeLinkAsync(string roomId, string linkId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.RevokeRoomLinkAsync, new RevokeRoomLinkRequest { RoomId = roomId, LinkId = linkId }, cancellation);

    /// <summary>Ends a room for everybody.</summary>
    public Task<RoomCard> EndAsync(string roomId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.EndRoomAsync, new EndRoomRequest { RoomId = roomId }, cancellation);
}
