using System.Globalization;
using System.Text;

namespace AudioRooms.Gateway.Metrics;

/// <summary>Writes the Prometheus text exposition format 0.0.4: one HELP and TYPE per name, then its samples.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder text = new();

    /// <summary>Begins a metric. Every sample until the next belongs to it.</summary>
    public void Metric(string name, string type, string help)
    {
        text.Append("# HELP ").Append(name).Append(' ')
            .Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    /// <summary>Adds a sample; <paramref name="labels"/> as between the braces, or empty.</summary>
    public void Sample(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>The buckets, sum and count of a histogram.</summary>
    public void Buckets(string name, string labels, ReadOnlySpan<double> bounds, ReadOnlySpan<long> counts, double sum)
    {
        var separator = labels.Length > 0 ? "," : "";
        long below = 0;
        for (var index = 0; index < counts.Length; index++)
        {
            below += counts[index];
            var bound = index < bounds.Length ? Number(bounds[index]) : "+Inf";
            Sample($"{name}_bucket", $"{labels}{separator}le=\"{bound}\"", below);
        }

        Sample($"{name}_sum", labels, sum);
        Sample($"{name}_count", labels, below);
    }

    /// <summary>One label, escaped.</summary>
    public static string Label(string name, object? value) =>
        $"{name}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)?
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
