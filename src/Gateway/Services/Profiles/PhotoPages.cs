using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>
/// Photos over plain HTTP. Web pages show them without a token, so the random id (128 bits) is the permission. The photo of an id
/// never changes and may be cached for ever. The headers prevent a browser from treating it as anything but an image.
/// </summary>
internal static class PhotoPages
{
    private const string Suffix = ".jpg";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/photos/{id}/{name}", static async (string id, string name, HttpContext http) =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";

            // A text that cannot be an id costs no call.
            var image = Identifiers.IsWellFormed(id) && TryReadSide(name, out var side)
                ? await http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IPhotoGrain>(0).ReadAsync(
                    id, side).ConfigureAwait(false)
                : null;
            if (image is null)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                headers.CacheControl = "no-store";
                return;
            }

            http.Response.ContentType = "image/jpeg";
            http.Response.ContentLength = image.Length;
            headers.CacheControl = "public, max-age=31536000, immutable";
            await http.Response.Body.WriteAsync(image, http.RequestAborted).ConfigureAwait(false);
        });

    private static bool TryReadSide(string name, out int side)
    {
        side = 0;
        return name.EndsWith(Suffix, StringComparison.Ordinal)
            && int.TryParse(
                name.AsSpan(0, name.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out side)
            && Photo.Sides.Contains(side);
    }
}
