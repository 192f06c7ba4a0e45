using System.Diagnostics.Metrics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Sends what <c>/metrics</c> shows, and traces, to a collector by OTLP: every so often, and once more when the process stops.
/// The first service to start is the last to stop, so what the others count while they stop is sent, too.
/// </summary>
internal sealed class OtlpExport(MeterProvider? meters = null, TracerProvider? traces = null) : IHostedService
{
    private const string ServiceName = "audiorooms";

    /// <summary>Stopping waits this long for a collector that does not answer.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(3);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // The wait has a thread of its own, because the host limits how long a stop takes, too.
        var flushed = Task.Run(
            () => (traces?.Shutdown((int)FlushWithin.TotalMilliseconds), meters?.Shutdown((int)FlushWithin.TotalMilliseconds)),
            CancellationToken.None);
        return flushed.WaitAsync(cancellationToken);
    }

    /// <summary>Adds the exporters that the settings ask for to the providers of the host; nothing if there is none.</summary>
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

    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say is added last, and wins.
    private static void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService(
            ServiceName,
            serviceVersion: typeof(OtlpExport).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            autoGenerateServiceInstanceId: true)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
