using System.Globalization;
using AudioRooms.Silo.Startup;
using OpenTelemetry.Exporter;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Where metrics and traces are sent by OTLP: nowhere, unless the environment names an endpoint in the variables of every
/// OpenTelemetry SDK (opentelemetry.io/docs/specs/otel/protocol/exporter). Variables of one signal take precedence over those of
/// all signals. The SDK ignores values that it cannot read; here they stop the start. The time limit, and headers for all
/// signals, are left to the SDK.
/// </summary>
/// <param name="Metrics">The exporter of metrics; null for none.</param>
/// <param name="Traces">The exporter of traces; null for none.</param>
/// <param name="Interval">Time between two exports of metrics.</param>
internal sealed record OtlpSettings(OtlpExporterOptions? Metrics, OtlpExporterOptions? Traces, TimeSpan Interval)
{
    private const string DisabledVariable = "OTEL_SDK_DISABLED";
    private const string IntervalVariable = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>The specification's default.</summary>
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    /// <summary>The variables that are read here; the SDK reads more.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        DisabledVariable, IntervalVariable, NameOfAll("ENDPOINT"), NameOfAll("PROTOCOL"),
        .. new[] { "METRICS", "TRACES" }.SelectMany(signal => (string[])
        [
            ExporterOf(signal), NameOf(signal, "ENDPOINT"), NameOf(signal, "PROTOCOL"), NameOf(signal, "HEADERS"),
        ]),
    ];

    /// <summary>Reads the variables; errors are added to <paramref name="errors"/>.</summary>
    public static OtlpSettings Read(Func<string, string?> read, SettingErrors errors)
    {
        if (read(DisabledVariable) is { } disabled && disabled.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return new OtlpSettings(null, null, DefaultInterval);
        }

        return new OtlpSettings(
            ReadSignal("metrics", read, errors),
            ReadSignal("traces", read, errors),
            errors.Try(() => ReadInterval(read(IntervalVariable)), DefaultInterval));
    }

    private static OtlpExporterOptions? ReadSignal(string signal, Func<string, string?> read, SettingErrors errors)
    {
        var name = signal.ToUpperInvariant();
        switch (read(ExporterOf(name)))
        {
            case "none":
                return null;
            case null or "otlp":
                break;
            case var other:
                errors.Add($"{ExporterOf(name)} is 'otlp' or 'none', not '{other}'; /metrics always has Prometheus' text.");
                break;
        }

        var endpointName = read(NameOf(name, "ENDPOINT")) is null ? NameOfAll("ENDPOINT") : NameOf(name, "ENDPOINT");
        if (read(endpointName) is not { } address)
        {
            return null;
        }

        var protocolName = read(NameOf(name, "PROTOCOL")) is null ? NameOfAll("PROTOCOL") : NameOf(name, "PROTOCOL");
        var protocol = errors.Try(() => ReadProtocol(protocolName, read(protocolName)), OtlpExportProtocol.Grpc);
        if (errors.Try(() => ReadEndpoint(endpointName, address), null) is not { } endpoint)
        {
            return null;
        }

        // By HTTP the path of a signal is below an endpoint that is given for all signals.
        var isBelow = endpointName == NameOfAll("ENDPOINT") && protocol == OtlpExportProtocol.HttpProtobuf;
        var options = new OtlpExporterOptions
        {
            Endpoint = isBelow ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}") : endpoint,
            Protocol = protocol,
        };
        if (read(NameOf(name, "HEADERS")) is { } headers)
        {
            options.Headers = headers;
        }

        return options;
    }

    private static string ExporterOf(string signal) => $"OTEL_{signal}_EXPORTER";

    private static string NameOf(string signal, string what) => $"OTEL_EXPORTER_OTLP_{signal}_{what}";

    private static string NameOfAll(string what) => $"OTEL_EXPORTER_OTLP_{what}";

    private static Uri ReadEndpoint(string name, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            ? endpoint
            : throw new StartupException($"{name} takes an address such as http://collector:4317, not '{address}'.");

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
