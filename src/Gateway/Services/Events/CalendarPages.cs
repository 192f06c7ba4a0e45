using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Services.Events;

/// <summary>Calendars over plain HTTP. Calendar programs send no token, so the address itself is the secret (128 bits).</summary>
internal static class CalendarPages
{
    private const string Suffix = ".ics";

    /// <summary>The address of a feed.</summary>
    public static string PathOf(string token) => $"/calendar/{token}{Suffix}";

    public static void Map(
        IEndpointRouteBuilder endpoints) => endpoints.MapGet("/calendar/{name}", static async (string name, HttpContext http) =>
    {
        // A text that cannot be a token costs no call.
        var token = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : "";
        var file = Identifiers.IsWellFormed(token)
            ? await http.RequestServices.GetRequiredService<IGrainFactory>()
                .GetGrain<IEventDirectoryGrain>(0)
                .ReadFeedAsync(token)
                .ConfigureAwait(false)
            : null;
        if (file is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/calendar; charset=utf-8";
        http.Response.Headers.CacheControl = "private, max-age=300";
        var bytes = Encoding.UTF8.GetBytes(file);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    });
}
