using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>Profile photos. The images are read over HTTP, at <c>/photos/ID/512.jpg</c> and <c>/photos/ID/128.jpg</c>.
/// Thread-safe.</summary>
public sealed class PhotosApi
{
    private readonly ServerCalls calls;
    private readonly Photos.PhotosClient stub;

    internal PhotosApi(ServerCalls calls, GrpcChannel channel)
    {
        this.calls = calls;
        stub = new Photos.PhotosClient(channel);
    }

    /// <summary>Replaces the caller's photo. Returns the id of the new one.</summary>
    /// <param name="image">PNG, JPEG or WebP, at most 1,048,576 bytes.</param>
    public async Task<string> SetAsync(ReadOnlyMemory<byte> image, CancellationToken cancellation = default)
    {
        var request = new SetPhotoRequest { Image = ByteString.CopyFrom(image.Span) };
        return (await calls.AsPersonAsync(stub.SetPhotoAsync, request, cancellation).ConfigureAwait(false)).PhotoId;
    }

    /// <summary>Removes the caller's photo.</summary>
    public Task RemoveAsync(CancellationToken cancellation = default) =>
        calls.AsPersonAsync(stub.RemovePhotoAsync, new RemovePhotoRequest(), cancellation);

    /// <summary>Photo ids of users, in the order of <paramref name="userIds"/>; empty for a user without a photo.</summary>
    /// <param name="userIds">At most 100.</param>
    public async Task<IReadOnlyList<string>> FindAsync(IEnumerable<string> userIds, CancellationToken cancellation = default)
    {
        var request = new FindPhotosRequest();
        request.UserIds.AddRange(userIds);
        return (await calls.AsPersonAsync(stub.FindPhotosAsync, request, cancellation).ConfigureAwait(false)).PhotoIds;
    }
}
