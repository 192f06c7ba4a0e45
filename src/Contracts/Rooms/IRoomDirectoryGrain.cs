using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Lists live rooms. Key: 0. A stateless worker that reads the tables which the room grains keep up to date.</summary>
[Alias("AudioRooms.IRoomDirectoryGrain")]
public interface IRoomDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Live rooms that the viewer may know of, newest first.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    /// <param name="viewer">The user who reads the list; null for a visitor who is not signed in.</param>
    [Alias("ListLive"), ReadOnly]
    Task<RoomPage> ListLiveAsync(int pageSize, string? pageToken, UserId? viewer = null);
}

/// <summary>A page of live rooms. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomPage")]
public sealed record RoomPage(
    [property: Id(0)] IReadOnlyList<RoomCard> Rooms,
    [property: Id(1)] string? NextPageToken);
