using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// Chooses the instruments that a host's operator sees, on <c>/metrics</c> and by every other exporter: those of the project,
/// some of Orleans', and .NET's figures of the process.
/// </summary>
internal static class HostMetrics
{
    private const string OwnMeters = "AudioRooms.";
    private const string OrleansMeter = "Microsoft.Orleans";
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>
    /// The format for every reader. In OpenMetrics each counter and histogram would add a series <c>_created</c>.
    /// </summary>
    private const string TextFormat = "text/plain; version=0.0.4";

    /// <summary>
    /// Grain calls and numbers of activations. Orleans has a hundred more instruments, some with a series per silo address.
    /// </summary>
    private static readonly string[] OrleansInstruments = ["orleans-app-requests-", "orleans-catalog-activations"];

    /// <summary>
    /// True for the instruments that operators see. Of .NET's, those by which a sound server is judged: not what was compiled,
    /// loaded or thrown, whose labels would be the types of exceptions.
    /// </summary>
    public static bool IsShown(Instrument instrument) => instrument.Meter.Name switch
    {
        OrleansMeter => Array.Exists(OrleansInstruments, start => instrument.Name.StartsWith(start, StringComparison.Ordinal)),
        RuntimeMeter => !instrument.Name.StartsWith("dotnet.jit.", StringComparison.Ordinal)
            && instrument.Name is not ("dotnet.exceptions" or "dotnet.assembly.count" or "dotnet.timer.count"),
        var name => name.StartsWith(OwnMeters, StringComparison.Ordinal),
    };

    /// <summary>Collects the visible instruments, for <see cref="Map"/> and for exporters that the host adds.</summary>
    public static IServiceCollection AddHostMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter($"{OwnMeters}*", OrleansMeter)
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter(static page =>
            {
                // No caching, so that the page shows what was counted a moment ago. Readers that come at the same time still
                // share an answer.
                page.ScrapeResponseCacheDurationMilliseconds = 0;

                // Labels that would be the same on every line. OTLP carries both once.
                page.ScopeInfoEnabled = false;
                page.TargetInfoEnabled = false;
            }));
        services.ConfigureOpenTelemetryMeterProvider(static (provider, metrics) =>
        {
            // Another host in this process has meters of its own, and the provider hears those, too.
            var meters = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(
                instrument => IsShown(instrument) && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters)
                    ? null
                    : MetricStreamConfiguration.Drop);
        });
        return services;
    }

    /// <summary>Maps <c>/metrics</c> for GET and HEAD. Counting starts now, before the first reader.</summary>
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
