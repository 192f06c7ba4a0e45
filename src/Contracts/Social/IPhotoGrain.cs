using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Social;

/// <summary>
/// People's photos. Key: 0; a stateless worker over a table. A photo's id is random and new with every photo: whoever has it may
/// see the photo, and what it names never changes.
/// </summary>
[Alias("AudioRooms.IPhotoGrain")]
public interface IPhotoGrain : IGrainWithIntegerKey
{
    /// <summary>Puts a photo in the place of the one that the user had. Returns its id; null if there is no such user.</summary>
    [Alias("Set")]
    Task<string?> SetAsync(UserId user, Photo photo);

    /// <summary>The user has no photo any more.</summary>
    [Alias("Remove")]
    Task RemoveAsync(UserId user);

    /// <summary>JPEG; null if there is no such photo any more, or not of this side.</summary>
    [Alias("Read"), ReadOnly]
    Task<byte[]?> ReadAsync(string photoId, int side);

    /// <summary>
    /// Ids of the photos of users, in their order; empty for those who have none or are apart from the viewer by a block.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="users">At most 100.</param>
    [Alias("Find"), ReadOnly]
    Task<ImmutableArray<string>> FindAsync(UserId viewer, ImmutableArray<UserId> users);
}

/// <summary>A photo, decoded and encoded anew by the gateway.</summary>
/// <param name="Images">JPEG, one for each of <see cref="Sides"/>.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Photo")]
public sealed record Photo([property: Id(0)] ImmutableArray<byte[]> Images)
{
    /// <summary>Width and height in pixels: for a profile, and for a face among others.</summary>
    public static ImmutableArray<int> Sides { get; } = [512, 128];
}
