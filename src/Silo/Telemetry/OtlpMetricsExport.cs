using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Sends what <c>/metrics</c> shows, and what the runtime counts itself, to a collector by OTLP: every so often, and once more when the
/// process stops.
/// </summary>
internal sealed class OtlpMetricsExport(OtlpSettings settings, ILogger<OtlpMetricsExport> logger) : IHostedService, IDisposable
{
    private const string ServiceName = "audiorooms";

    /// <summary>Stopping waits this long for a collector that does not answer.</summary>
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(3);

    /// <summary>Ours, Orleans', and .NET's own figures of processor, memory, collector and thread pool.</summary>
    private static readonly string[] Meters = ["AudioRooms.*", "Microsoft.Orleans", "System.Runtime"];

    private MeterProvider? provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new OtlpExporterOptions { Endpoint = settings.Endpoint, Protocol = settings.Protocol };
        if (settings.Headers is { } headers)
        {
            options.Headers = headers;
        }

        provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Describe())
            .AddMeter(Meters)
            .AddReader(new PeriodicExportingMetricReader(
                new TellingOtlpExporter(options, logger), (int)settings.Interval.TotalMilliseconds))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Waits on its own thread; whoever stops the process has a limit too.
        var flushed = Task.Run(() => provider?.Shutdown((int)FlushWithin.TotalMilliseconds), CancellationToken.None);
        return flushed.WaitAsync(cancellationToken);
    }

    public void Dispose() => provider?.Dispose();

    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say is added last, and wins.
    private static ResourceBuilder Describe() => ResourceBuilder.CreateEmpty()
        .AddService(
            ServiceName,
            serviceVersion: typeof(OtlpMetricsExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            autoGenerateServiceInstanceId: true)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
