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

    /// <summary>Ends a room for everybody.</summary>
    public Task<RoomCard> EndAsync(string roomId, CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.EndRoomAsync, new EndRoomRequest { RoomId = roomId }, cancellation);
}
