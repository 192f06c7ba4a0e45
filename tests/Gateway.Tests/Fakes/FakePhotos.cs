using System.Collections.Concurrent;
using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>Keeps every photo by its id.</summary>
internal sealed class FakePhotos : IPhotoGrain
{
    private readonly ConcurrentDictionary<string, Photo> photos = [];

    public UserId? Removed { get; private set; }

    public Task<string?> SetAsync(UserId user, Photo photo)
    {
        var id = Identifiers.NewId();
        photos[id] = photo;
        return Task.FromResult<string?>(id);
    }

    public Task RemoveAsync(UserId user)
    {
        Removed = user;
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(string photoId, int side) =>
        Task.FromResult(photos.TryGetValue(photoId, out var photo) ? photo.Images[Photo.Sides.IndexOf(side)] : null);

    public Task<ImmutableArray<string>> FindAsync(UserId viewer, ImmutableArray<UserId> users) =>
        Task.FromResult(users.Select(user => user == People.Ada.Id ? "photo" : "").ToImmutableArray());
}
