using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Finds rooms. Key: 0; a stateless worker over the tables that rooms keep up to date.</summary>
[Alias("AudioRooms.IRoomDirectoryGrain")]
public interface IRoomDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Live rooms that the viewer may know of, newest first.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    /// <param name="viewer">Who looks; null for somebody who is not signed in.</param>
    [Alias("ListLive"), ReadOnly]
    Task<RoomPage> ListLiveAsync(int pageSize, string? pageToken, UserId? viewer = null);
}

/// <summary>A page of live rooms; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomPage")]
public sealed record RoomPage(
    [property: Id(0)] IReadOnlyList<RoomCard> Rooms,
    [property: Id(1)] string? NextPageToken);
