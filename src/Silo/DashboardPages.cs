using AudioRooms.Gateway;
using Orleans.Dashboard;

namespace AudioRooms.Silo;

/// <summary>Orleans' dashboard for operators, which shows grains, calls and silos.</summary>
internal static class DashboardPages
{
    private const string Path = "/dashboard";

    /// <summary>The page loads nothing from other hosts, and no other page may show it in a frame.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Parts that are not served: grain state holds the secrets of accounts and invitations, and the trace is the server's log.
    /// </summary>
    private static readonly string[] Withheld = ["/GrainState", "/Trace"];

    public static void Map(WebApplication app) => app.MapOrleansDashboard(
        Path).WithHead().RequireOperator().AddEndpointFilter(static (context, next) =>
    {
        var http = context.HttpContext;
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Array.Exists(
            Withheld, path => http.Request.Path.StartsWithSegments(Path + path, StringComparison.OrdinalIgnoreCase))
            ? ValueTask.FromResult<object?>(Results.NotFound())
            : next(context);
    });
}
