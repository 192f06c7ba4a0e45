using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace AudioRooms.Gateway.Services.Page;

/// <summary>
/// The page: its files, and <c>index.html</c> at every address that the page itself understands (<c>/room/ID</c>,
/// <c>/u/HANDLE</c>). Whatever else the server answers comes first.
/// </summary>
internal static class PageEndpoint
{
    /// <summary>
    /// Everything comes from this server and no script stands in a document. A worker and a worklet have the policy of their own
    /// file, so every file carries it. WebAssembly is the Opus codec.
    /// </summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
        + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    private const string Permissions =
        "microphone=(self), speaker-selection=(self), screen-wake-lock=(self), autoplay=(self), "
        + "camera=(), geolocation=(), payment=(), usb=()";

    /// <summary>First segments that are the server's: what is not found below them is not a place in the page.</summary>
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "assets", "calendar", "dashboard", "drainz", "icons", "livez", "metrics", "page-version", "photos", "readyz", "session",
        "ws");

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/{**path}", static (HttpContext http, string? path) =>
            ServeAsync(http, http.RequestServices.GetRequiredService<PageFiles>(), path ?? ""))
        .WithOrder(int.MaxValue);

    /// <summary>
    /// Whether a path may be a place in the page: no folder of the server's, and no name of a file or of a call.
    /// </summary>
    internal static bool IsPlace(string path)
    {
        var segments = path.Split('/');
        return !Reserved.Contains(segments[0])
            && !segments[0].Contains('.', StringComparison.Ordinal)
            && !segments[^1].Contains('.', StringComparison.Ordinal);
    }

    private static async Task ServeAsync(HttpContext http, PageFiles page, string path)
    {
        var headers = http.Response.Headers;
        if ((page.Find(path) ?? (IsPlace(path) ? page.Find(PageFiles.Index) : null)) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            headers.CacheControl = "no-store";
            return;
        }

        headers.ContentSecurityPolicy = ContentPolicy;
        headers["Permissions-Policy"] = Permissions;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = file.CacheControl;
        headers.ETag = file.ETag;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(file.ETag, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (body, encoding) = FormFor(http.Request, file);
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        http.Response.ContentType = file.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }

    private static (byte[] Body, string? Encoding) FormFor(HttpRequest request, PageFile file)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Accepts(accepted, "br") && file.Brotli is { } brotli ? (brotli, "br")
            : Accepts(accepted, "gzip") && file.Gzip is { } gzip ? (gzip, "gzip")
            : (file.Body, null);
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(one => one.Quality is not 0 && one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
}
