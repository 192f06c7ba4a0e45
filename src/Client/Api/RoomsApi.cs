using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Rooms from outside; inside one is a <see cref="RoomConnection"/>. Thread-safe.</summary>
public sealed class RoomsApi
{
    private readonly ServerCalls calls;
    private readonly Rooms.RoomsClient stub;

    internal RoomsApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Rooms.RoomsClient(channel);
    }

    /// <summary>Opens a room; its owner is whoever asks.</summary>
    /// <param name="request">The room; the title is required. A request with an idempotency key may be repeated.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<RoomCard> CreateAsync(CreateRoomRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.CreateRoomAsync, request, cancellation);

    /// <summary>All live rooms that the caller may know of, newest first.</summary>
    public IAsyncEnumerable<RoomCard> ListAsync(CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsPersonAsync(stub.ListRoomsAsync, new ListRoomsRequest { PageToken = token }, stop),
        page => page.Rooms,
        page => page.NextPageToken,
        cancellation);

    /// <summary>What the caller, who may be nobody, may know about a room.</summary>
    public Task<RoomCard> GetAsync(string roomId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.GetRoomAsync, new GetRoomRequest { RoomId = roomId }, cancellation);

    /// <summary>Who is in a room's audience, page by page as they are read, as far as its attendance setting shows it.</summary>
    /// <param name="roomId">The room.</param>
    /// <param name="words">The beginning of a handle or of a word of a name; empty for everybody.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public IAsyncEnumerable<Person> ListAudienceAsync(
        string roomId, string words = "", CancellationToken cancellation = default) => ServerCalls.PagesAsync(
        (token, stop) => calls.AsPersonAsync(
            stub.ListAudienceAsync, new ListAudienceRequest { RoomId = roomId, Words = words, PageToken = token }, stop),
        page => page.People,
        page => page.NextPageToken,
        cancellation);

    /// <summary>As a host: makes a link into a room. Its token is in the answer and nowhere else.</summary>
    public Task<RoomLink> MakeLinkAsync(MakeRoomLinkRequest request, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.MakeRoomLinkAsync, request, cancellation);

    /// <summary>As a host: the links into a room, without their tokens.</summary>
    public async Task<IReadOnlyList<RoomLink>> ListLinksAsync(string roomId, CancellationToken cancellation = default) =>
        (await calls.AsPersonAsync(stub.ListRoomLinksAsync, new ListRoomLinksRequest { RoomId = roomId }, cancellation)
            .ConfigureAwait(false)).Links;

    /// <summary>As a host: takes a link back; who came in by it stays.</summary>
    public Task RevokeLinkAsync(string roomId, string linkId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(
            stub.RevokeRoomLinkAsync, new RevokeRoomLinkRequest { RoomId = roomId, LinkId = linkId }, cancellation);

    /// <summary>Ends a room for everybody.</summary>
    public Task<RoomCard> EndAsync(string roomId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.EndRoomAsync, new EndRoomRequest { RoomId = roomId }, cancellation);
}
