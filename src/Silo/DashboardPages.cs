using AudioRooms.Gateway;
using Orleans.Dashboard;

namespace AudioRooms.Silo;

/// <summary>Orleans' dashboard, which shows grains, calls and servers, for operators.</summary>
internal static class DashboardPages
{
    private const string Path = "/dashboard";

    /// <summary>The page loads nothing from elsewhere, and no other page shows it in a frame.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>What it would show of a grain is what accounts and invitations keep secret; its log is the server's.</summary>
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
