using System.Diagnostics.Metrics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Sends the content of <c>/metrics</c>, and traces, to a collector by OTLP, at intervals and once more when the process stops.
/// It is the first service to start and hence the last to stop, so it also sends what others count while they stop.
/// </summary>
internal sealed class OtlpExport(MeterProvider? meters = null, TracerProvider? traces = null) : IHostedService
{
    private const string ServiceName = "audiorooms";

    /// <summary>How long stopping waits for a collector that does not answer.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(3);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // The wait has a thread of its own, because the host also limits the duration of a stop.
        var flushed = Task.Run(
            () => (traces?.Shutdown((int)FlushWithin.TotalMilliseconds), meters?.Shutdown((int)FlushWithin.TotalMilliseconds)),
            CancellationToken.None);
        return flushed.WaitAsync(cancellationToken);
    }

    /// <summary>Adds the configured exporters to the host's providers.</summary>
    public static void AddTo(IServiceCollection services, OtlpSettings settings)
    {
        if (settings is { Metrics: null, Traces: null })
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(Describe);
        if (settings.Metrics is { } metrics)
        {
            telemetry.WithMetrics(builder => builder.AddReader(provider => new PeriodicExportingMetricReader(
                new WatchedMetricExporter(metrics, Watch(provider, "metrics", metrics)),
                (int)settings.Interval.TotalMilliseconds)));
        }

        if (settings.Traces is { } spans)
        {
            telemetry.WithTracing(builder => builder.AddCallTraces().AddProcessor(provider => new BatchActivityExportProcessor(
                new WatchedTraceExporter(spans, Watch(provider, "traces", spans)))));
        }

        services.AddHostedService<OtlpExport>();
    }

    private static ExportWatch Watch(IServiceProvider provider, string signal, OtlpExporterOptions options) => new(
        signal,
        options.Endpoint,
        provider.GetRequiredService<IMeterFactory>(),
        provider.GetRequiredService<ILogger<ExportWatch>>());

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are added last, so they take precedence.
    private static void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService(
            ServiceName,
            serviceVersion: typeof(OtlpExport).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            autoGenerateServiceInstanceId: true)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
