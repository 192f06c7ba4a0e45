using System.Text;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AudioRooms.Gateway.Services;

/// <summary>The gateway's own pages over plain HTTP: health and metrics.</summary>
internal static class GatewayPages
{
    /// <summary>
    /// The gateway counts as dead without a heartbeat for this long. A heartbeat comes every second; ten missed ones are no busy
    /// moment.
    /// </summary>
    private static readonly TimeSpan HeartbeatWithin = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/livez", static (HttpContext http) => WriteHealthAsync(
            http, http.RequestServices.GetRequiredService<GatewayRooms>().SinceHeartbeat < HeartbeatWithin));
        endpoints.MapGet("/readyz", static async (HttpContext http) =>
        {
            var report = await http.RequestServices.GetRequiredService<HealthCheckService>()
                .CheckHealthAsync(http.RequestAborted).ConfigureAwait(false);
            await WriteHealthAsync(http, report.Status == HealthStatus.Healthy, FaultsOf(report)).ConfigureAwait(false);
        });

        HostMetrics.Map(endpoints);
    }

    private static string FaultsOf(HealthReport report) => string.Join(
        ' ', report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description));

    private static Task WriteHealthAsync(HttpContext http, bool isWell, string reason = "")
    {
        http.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain; charset=utf-8";
        var word = isWell ? "ok\n" : reason.Length == 0 ? "not ok\n" : $"not ok: {reason}\n";
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(word);
        return http.Response.WriteAsync(word, http.RequestAborted);
    }
}
