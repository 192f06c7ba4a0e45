using System.Collections.Immutable;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Social;

/// <summary>Gives gateways access to the table of photos.</summary>
[StatelessWorker]
internal sealed class PhotoGrain(PhotoTable photos) : Grain, IPhotoGrain
{
    public Task<string?> SetAsync(UserId user, Photo photo) => photos.SetAsync(user, photo);

    public Task RemoveAsync(UserId user) => photos.RemoveAsync(user);

    public Task<byte[]?> ReadAsync(string photoId, int side) => photos.ReadAsync(photoId, side);

    public Task<ImmutableArray<string>> FindAsync(UserId viewer, ImmutableArray<UserId> users)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(users.Length, RequestBounds.IdsMax);
        return photos.FindAsync(viewer, users);
    }
}
