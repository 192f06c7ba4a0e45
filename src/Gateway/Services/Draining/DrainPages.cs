using AudioRooms.Gateway.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Services.Draining;

/// <summary>
/// <c>/drainz</c>, for operators: GET says where the process is on its way out, POST begins a drain, after which the process ends
/// (<c>?stay</c>: waits), DELETE calls it off.
/// </summary>
internal static class DrainPages
{
    private const string Path = "/drainz";

    private static readonly OriginRule OwnPages = new([]);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var drain = endpoints.ServiceProvider.GetRequiredService<Drain>();
        var pages = endpoints.MapGroup("").RequireOperator();
        pages.MapGet(Path, () => Say(drain, StatusCodes.Status200OK));
        pages.MapPost(Path, (HttpContext http) => !OwnPages.Allows(http.Request.Headers.Origin, http.Request.Host)
            ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : Say(drain, drain.TryBegin(http.Request.Query.ContainsKey("stay"))
                ? StatusCodes.Status202Accepted
                : StatusCodes.Status200OK));
        pages.MapDelete(Path, (HttpContext http) => !OwnPages.Allows(http.Request.Headers.Origin, http.Request.Host)
            ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : Say(drain, drain.TryCallOff() ? StatusCodes.Status200OK : StatusCodes.Status409Conflict));
    }

    private static IResult Say(Drain drain, int status) => Results.Text(
        $$"""{"state":"{{drain.State.ToString().ToLowerInvariant()}}"}""" + "\n", "application/json", statusCode: status);
}
