using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>Uploads of photos, and the question which photo each person has.</summary>
internal sealed class PhotosService(IGrainFactory grains, GatewayMetrics metrics) : Wire.V1.Photos.PhotosBase, IDisposable
{
    /// <summary>Limits decoding, which takes up to 64 MB and a core for a while: sound comes first.</summary>
    private readonly SemaphoreSlim decoding = new(2, 2);

    public override async Task<SetPhotoResponse> SetPhoto(SetPhotoRequest request, ServerCallContext context)
    {
        var photo = await EncodeAsync(request, context.CancellationToken).ConfigureAwait(false);
        var id = await Grain.SetAsync(Caller.Of(context).Id, photo).ConfigureAwait(false);
        return new SetPhotoResponse { PhotoId = id ?? throw metrics.Refuse(PeopleErrors.Of(PeopleRejection.NotFound)) };
    }

    public override async Task<RemovePhotoResponse> RemovePhoto(RemovePhotoRequest request, ServerCallContext context)
    {
        await Grain.RemoveAsync(Caller.Of(context).Id).ConfigureAwait(false);
        return new RemovePhotoResponse();
    }

    public override async Task<FindPhotosResponse> FindPhotos(FindPhotosRequest request, ServerCallContext context)
    {
        if (request.UserIds.Count > RequestBounds.IdsMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.PageSizeInvalid));
        }

        var users = request.UserIds.Select(id => Identifiers.IsWellFormed(id)
            ? new UserId(id)
            : throw metrics.Refuse(WireErrors.Of(EdgeRefusal.UserIdInvalid))).ToImmutableArray();
        var response = new FindPhotosResponse();
        response.PhotoIds.AddRange(await Grain.FindAsync(Caller.Of(context).Id, users).ConfigureAwait(false));
        return response;
    }

    public void Dispose() => decoding.Dispose();

    private IPhotoGrain Grain => grains.GetGrain<IPhotoGrain>(0);

    private async Task<Photo> EncodeAsync(SetPhotoRequest request, CancellationToken cancellation)
    {
        await decoding.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return PhotoEncoder.TryEncode(request.Image.Span, out var photo, out var error)
                ? photo!
                : throw metrics.Refuse(PeopleErrors.Of(error));
        }
        finally
        {
            decoding.Release();
        }
    }
}
