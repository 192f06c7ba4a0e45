using System.Collections.Immutable;
using System.Globalization;

namespace AudioRooms.LoadTester.Reports;

/// <summary>The requirements of a load test, written as <c>p99&lt;200ms,loss&lt;0.1%</c>: bounds separated by commas. Subjects
/// are <c>p50 p90 p99 p999 max</c> (mouth to ear), <c>join-p99</c>, <c>first-audio-p99</c>, <c>loss</c> (percent), <c>gaps</c>
/// and <c>reconnects</c> (counts); of the server <c>cpu-per-packet</c> and <c>cpu-per-bundle</c> (µs), <c>core</c> (percent of
/// one), <c>rss-per-listener</c> (KB of 1,024 bytes), <c>allocated-per-packet</c> (bytes) and <c>gc-pause-p99</c>.</summary>
internal sealed record Slo(ImmutableArray<SloBound> Bounds)
{
    private static readonly Dictionary<string, (string Unit, Func<LoadReport, double?> Value)> Subjects = new()
    {
        ["p50"] = ("ms", report => report.LatencyMs.P50),
        ["p90"] = ("ms", report => report.LatencyMs.P90),
        ["p99"] = ("ms", report => report.LatencyMs.P99),
        ["p999"] = ("ms", report => report.LatencyMs.P999),
        ["max"] = ("ms", report => report.LatencyMs.Max),
        ["join-p99"] = ("ms", report => report.JoinMs.P99),
        ["first-audio-p99"] = ("ms", report => report.FirstAudioMs.P99),
        ["loss"] = ("%", report => report.Packets.LossPercent),
        ["gaps"] = ("", report => report.GapsOver60ms),
        ["reconnects"] = ("", report => report.Reconnects),
        ["cpu-per-packet"] = ("us", report => report.Server?.CpuMicrosPerPacket),
        ["cpu-per-bundle"] = ("us", report => report.Server?.CpuMicrosPerBundle),
        ["core"] = ("%", report => report.Server?.CorePercent),
        ["rss-per-listener"] = ("KB", report => report.Server?.RssBytesPerListener / 1_024),
        ["allocated-per-packet"] = ("B", report => report.Server?.AllocatedBytesPerPacket),
        ["gc-pause-p99"] = ("ms", report => report.Server?.GcPauseMsP99),
    };

    /// <summary>Parses the text. False with one sentence about what is wrong.</summary>
    public static bool TryParse(string text, out Slo slo, out string error)
    {
        var bounds = ImmutableArray.CreateBuilder<SloBound>();
        slo = new Slo([]);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('<', StringComparison.Ordinal);
            var name = sign < 0 ? part : part[..sign].Trim();
            if (!Subjects.TryGetValue(name, out var subject))
            {
                error = $"\"{name}\" is not a subject of an SLO; use {string.Join(", ", Subjects.Keys)}.";
                return false;
            }

            var written = sign < 0 ? "" : part[(sign + 1)..].Trim();
            if (!TryParseNumber(written, subject.Unit, out var limit))
            {
                error = $"\"{part}\" is not a bound; write {name}<100{subject.Unit}.";
                return false;
            }

            bounds.Add(new SloBound(part, name, limit, subject.Unit));
        }

        if (bounds.Count == 0)
        {
            error = "An SLO has at least one bound, for example p99<200ms,loss<0.1%.";
            return false;
        }

        slo = new Slo(bounds.ToImmutable());
        error = "";
        return true;
    }

    /// <summary>One sentence for every bound that does not hold. A bound whose value was not measured does not hold.</summary>
    public ImmutableArray<string> FailuresOf(LoadReport report)
    {
        var failures = ImmutableArray.CreateBuilder<string>();
        foreach (var bound in Bounds)
        {
            var value = Subjects[bound.Subject].Value(report);
            if (value is null)
            {
                failures.Add($"{bound.Text}: not measured");
            }
            else if (!(value < bound.Limit))
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{bound.Text}: measured {value:0.###}{bound.Unit}"));
            }
        }

        return failures.ToImmutable();
    }

    private static bool TryParseNumber(string text, string unit, out double value)
    {
        var scale = 1.0;
        if (unit == "ms" && text.EndsWith("ms", StringComparison.Ordinal))
        {
            text = text[..^2];
        }
        else if (unit == "us" && (text.EndsWith("us", StringComparison.Ordinal) || text.EndsWith("µs", StringComparison.Ordinal)))
        {
            text = text[..^2];
        }
        else if (unit == "ms" && text.EndsWith('s'))
        {
            text = text[..^1];
            scale = 1000;
        }
        else if (unit is "%" or "B" or "KB" && text.EndsWith(unit, StringComparison.Ordinal))
        {
            text = text[..^unit.Length];
        }

        var good = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        value *= scale;
        return good && double.IsFinite(value);
    }
}

/// <summary>One bound of an <see cref="Slo"/>: the measured value must be below it.</summary>
internal sealed record SloBound(string Text, string Subject, double Limit, string Unit);
