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
    private const string DisabledVariable = "OTEL_SDK_DISABLED";
    private const string ExporterVariable = "OTEL_METRICS_EXPORTER";
    private const string HeadersVariable = "OTEL_EXPORTER_OTLP_METRICS_HEADERS";
    private const string IntervalVariable = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>The path of metrics below an endpoint for all signals, by HTTP.</summary>
    private const string HttpPath = "v1/metrics";

    /// <summary>The specification's default.</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    /// <summary>Headers for metrics alone; null leaves them to the SDK, which reads those of all signals. May hold a secret.</summary>
    public string? Headers { get; private init; }

    /// <summary>What is read here; the SDK reads more.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        DisabledVariable, ExporterVariable, EndpointVariable, MetricsEndpointVariable, ProtocolVariable, MetricsProtocolVariable, IntervalVariable,
        HeadersVariable,
    ];

    /// <summary>Reads them; what is wrong is added to the errors.</summary>
    /// <returns>Null if metrics are not to be sent.</returns>
    public static OtlpSettings? Read(Func<string, string?> read, SettingErrors errors)
    {
        if (read(DisabledVariable) is { } disabled && disabled.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        switch (read(ExporterVariable))
        {
            case "none":
                return null;
            case null or "otlp":
                break;
            case var other:
                errors.Add($"{ExporterVariable} is 'otlp' or 'none', not '{other}'; /metrics has Prometheus' text always.");
                break;
        }

        var name = read(MetricsEndpointVariable) is null ? EndpointVariable : MetricsEndpointVariable;
        if (read(name) is not { } address)
        {
            return null;
        }

        var protocolName = read(MetricsProtocolVariable) is null ? ProtocolVariable : MetricsProtocolVariable;
        var protocol = errors.Try(() => ReadProtocol(protocolName, read(protocolName)), OtlpExportProtocol.Grpc);
        var interval = errors.Try(() => ReadInterval(read(IntervalVariable)), DefaultInterval);
        return errors.Try(() => ReadEndpoint(name, address), null) is not { } endpoint
            ? null
            : new OtlpSettings(WholeEndpoint(name, endpoint, protocol), protocol, interval) { Headers = read(HeadersVariable) };
    }

    private static Uri ReadEndpoint(string name, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            ? endpoint
            : throw new StartupException($"{name} takes an address such as http://collector:4317, not '{address}'.");

    private static Uri WholeEndpoint(string name, Uri endpoint, OtlpExportProtocol protocol) =>
        name == EndpointVariable && protocol == OtlpExportProtocol.HttpProtobuf
            ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + '/' + HttpPath)
            : endpoint;

    private static OtlpExportProtocol ReadProtocol(string name, string? protocol) => protocol switch
    {
        null or "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        var other => throw new StartupException($"{name} is 'grpc' or 'http/protobuf', not '{other}'."),
    };

    private static TimeSpan ReadInterval(string? text)
    {
        if (text is null)
        {
            return DefaultInterval;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new StartupException($"{IntervalVariable} takes whole milliseconds above zero, not '{text}'.");
    }
}
