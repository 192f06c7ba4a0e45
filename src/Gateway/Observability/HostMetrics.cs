using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// Which instruments a host's operator gets to see, as Prometheus text on <c>/metrics</c> and by every other exporter of the
/// host: those of the project's meters, a few of Orleans', and .NET's own figures of the process.
/// </summary>
internal static class HostMetrics
{
    private const string OwnMeters = "AudioRooms.";
    private const string OrleansMeter = "Microsoft.Orleans";
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>
    /// What every reader gets. A reader that asks for OpenMetrics would get one more series, <c>_created</c>,
    /// for each counter and histogram.
    /// </summary>
    private const string TextFormat = "text/plain; version=0.0.4";

    /// <summary>Calls of grains and how many grains there are; Orleans has a hundred more, some by silo address.</summary>
    private static readonly string[] OrleansInstruments = ["orleans-app-requests-", "orleans-catalog-activations"];

    /// <summary>
    /// True for the instruments that people get to see. Of .NET's those that a server of sound is judged by: what was compiled,
    /// loaded or thrown does not belong to them, and the types of exceptions would be labels.
    /// </summary>
    public static bool IsShown(Instrument instrument) => instrument.Meter.Name switch
    {
        OrleansMeter => Array.Exists(OrleansInstruments, start => instrument.Name.StartsWith(start, StringComparison.Ordinal)),
        RuntimeMeter => !instrument.Name.StartsWith("dotnet.jit.", StringComparison.Ordinal)
            && instrument.Name is not ("dotnet.exceptions" or "dotnet.assembly.count" or "dotnet.timer.count"),
        var name => name.StartsWith(OwnMeters, StringComparison.Ordinal),
    };

    /// <summary>Collects what is shown, for <see cref="Map"/> and for exporters that the host adds.</summary>
    public static IServiceCollection AddHostMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter($"{OwnMeters}*", OrleansMeter)
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter(static page =>
            {
                // What was counted a moment ago is on the page; readers that come at the same time share one answer all the same.
                page.ScrapeResponseCacheDurationMilliseconds = 0;

                // Labels that say the same on every line. By OTLP both are told, once.
                page.ScopeInfoEnabled = false;
                page.TargetInfoEnabled = false;
            }));
        services.ConfigureOpenTelemetryMeterProvider(static (provider, metrics) =>
        {
            // Another host in this process has its own meters, which the provider hears as well.
            var meters = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(
                instrument => IsShown(instrument) && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters)
                    ? null
                    : MetricStreamConfiguration.Drop);
        });
        return services;
    }

    /// <summary>Maps <c>/metrics</c> for GET and HEAD. Counting begins now, before somebody looks.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPrometheusScrapingEndpoint(
            "/metrics",
            meterProvider: null,
            static page => page.Use(static (http, next) =>
            {
                http.Request.Headers.Accept = TextFormat;
                http.Response.Body = new PlainSamples(http.Response.Body);
                return next(http);
            }),
            optionsName: null).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        GcPauses.Watch();
    }
}
