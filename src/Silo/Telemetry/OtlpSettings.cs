using System.Globalization;
using AudioRooms.Silo.Startup;
using OpenTelemetry.Exporter;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Where metrics are sent by OTLP: nowhere, unless the environment names an endpoint, in the variables that every OpenTelemetry SDK
/// knows (opentelemetry.io/docs/specs/otel/protocol/exporter). Those of metrics alone win over those of all signals. The SDK
/// itself passes over what it cannot read; here it stops the start. Headers and the time limit are left to the SDK.
/// </summary>
/// <param name="Endpoint">The address that metrics are sent to, whole.</param>
/// <param name="Protocol">gRPC, or protobuf over HTTP/1.1.</param>
/// <param name="Interval">Time between two exports.</param>
internal sealed record OtlpSettings(Uri Endpoint, OtlpExportProtocol Protocol, TimeSpan Interval)
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpointVariable = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string MetricsProtocolVariable = "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL";
    private const string IntervalVariable = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>The path of metrics below an endpoint for all signals, by HTTP.</summary>
    private const string HttpPath = "v1/metrics";

    /// <summary>The specification's default.</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    /// <returns>Null if metrics are not to be sent.</returns>
    public static OtlpSettings? Load()
    {
        if (Read("OTEL_SDK_DISABLED") is { } disabled && disabled.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        switch (Read("OTEL_METRICS_EXPORTER"))
        {
            case "none":
                return null;
            case null or "otlp":
                break;
            case var other:
                throw new StartupException($"OTEL_METRICS_EXPORTER is 'otlp' or 'none', not '{other}'; /metrics has Prometheus' text always.");
        }

        var name = Read(MetricsEndpointVariable) is null ? EndpointVariable : MetricsEndpointVariable;
        return Read(name) is { } endpoint ? Load(name, endpoint) : null;
    }

    private static OtlpSettings Load(string name, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
            || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new StartupException($"{name} takes an address such as http://collector:4317, not '{address}'.");
        }

        var protocolName = Read(MetricsProtocolVariable) is null ? ProtocolVariable : MetricsProtocolVariable;
        var protocol = Read(protocolName) switch
        {
            null or "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            var other => throw new StartupException($"{protocolName} is 'grpc' or 'http/protobuf', not '{other}'."),
        };
        var isBase = name == EndpointVariable && protocol == OtlpExportProtocol.HttpProtobuf;
        return new OtlpSettings(
            isBase ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + '/' + HttpPath) : endpoint, protocol, ReadInterval());
    }

    private static TimeSpan ReadInterval()
    {
        if (Read(IntervalVariable) is not { } text)
        {
            return DefaultInterval;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new StartupException($"{IntervalVariable} takes whole milliseconds above zero, not '{text}'.");
    }

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
