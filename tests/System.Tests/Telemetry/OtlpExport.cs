using Google.Protobuf;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>One ExportMetricsServiceRequest; the field numbers are those of opentelemetry/proto, metrics v1.</summary>
internal sealed class OtlpExport
{
    private readonly List<ProtobufFields> scopes;

    public OtlpExport(ByteString request, string tenant)
    {
        Tenant = tenant;
        var resourceMetrics = new ProtobufFields(request).All(1).ToList();
        Resource = resourceMetrics.SelectMany(one => one.All(1)).SelectMany(resource => resource.All(1))
            .ToDictionary(pair => pair.Text(1), pair => pair.One(2)!.Text(1));
        scopes = [.. resourceMetrics.SelectMany(one => one.All(2))];
        Metrics = scopes.SelectMany(scope => scope.All(2)).ToDictionary(metric => metric.Text(1));
    }

    /// <summary>The value of the header x-tenant.</summary>
    public string Tenant { get; }

    /// <summary>The sender's attributes with texts as values.</summary>
    public IReadOnlyDictionary<string, string> Resource { get; }

    /// <summary>Metrics by instrument name.</summary>
    public IReadOnlyDictionary<string, ProtobufFields> Metrics { get; }

    public IEnumerable<string> Scopes => scopes.Select(scope => scope.One(1)!.Text(1));

    public static string UnitOf(ProtobufFields metric) => metric.Text(3);

    /// <summary>Values of sums and gauges by the text of their only label.</summary>
    public Dictionary<string, double> ValuesOf(string name) =>
        (Metrics[name].One(7) ?? Metrics[name].One(5)!).All(1).ToDictionary(
            point => point.All(7).SingleOrDefault()?.One(2)?.Text(1) ?? "",
            point => point.Number(6) is var whole && whole != 0 ? (long)whole : BitConverter.UInt64BitsToDouble(point.Number(4)));

    /// <summary>The bounds of a histogram's buckets.</summary>
    public double[] BoundsOf(string name) => Metrics[name].One(9)!.All(1).First().Doubles(7);
}
