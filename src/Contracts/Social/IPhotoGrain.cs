using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Social;

/// <summary>Profile photos. Key: 0. A stateless worker over a table. Every photo gets a new random id: everybody who has the id
/// may see the photo, and the photo behind an id never changes.</summary>
[Alias("AudioRooms.IPhotoGrain")]
public interface IPhotoGrain : IGrainWithIntegerKey
{
    /// <summary>Replaces the user's photo. Returns the id of the new one; null if the user does not exist.</summary>
    [Alias("Set")]
    Task<string?> SetAsync(UserId user, Photo photo);

    /// <summary>Removes the user's photo.</summary>
    [Alias("Remove")]
    Task RemoveAsync(UserId user);

    /// <summary>The photo as JPEG; null if it does not exist any more or has no image of this side.</summary>
    [Alias("Read"), ReadOnly]
    Task<byte[]?> ReadAsync(string photoId, int side);

    /// <summary>Photo ids of users, in the order of <paramref name="users"/>. Empty for a user without a photo and for a user
    /// behind a block in either direction.</summary>
    /// <param name="viewer">The user who asks.</param>
    /// <param name="users">At most 100.</param>
    [Alias("Find"), ReadOnly]
    Task<ImmutableArray<string>> FindAsync(UserId viewer, ImmutableArray<UserId> users);
}

/// <summary>A photo that the gateway has decoded and encoded again.</summary>
/// <param name="Images">JPEG, one image for each of <see cref="Sides"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Photo")]
public sealed record Photo([property: Id(0)] ImmutableArray<byte[]> Images)
{
    /// <summary>Width and height of the square images in pixels: one for a profile, one for a face in a list.</summary>
    public static ImmutableArray<int> Sides { get; } = [512, 128];
}
