using System.Globalization;
using System.Net;
using System.Text;
using AudioRooms.LoadTester.Measures;

namespace AudioRooms.LoadTester.Reports;

/// <summary>A report for people: one HTML file with two pictures drawn as SVG, which loads nothing from elsewhere.</summary>
internal static class HtmlReport
{
    private const int Width = 860;
    private const int Height = 240;
    private const int Left = 60;
    private const int Bottom = 30;

    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 900px; margin: 2rem auto; padding: 0 1rem; color: #1b2430; background: #fff }
        h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem } code { background: #eef1f5; padding: .1em .3em }
        table { border-collapse: collapse } td, th { padding: .2rem 1rem .2rem 0; text-align: left }
        td:nth-child(2) { font-variant-numeric: tabular-nums }
        .passed { color: #0a6b3d } .failed { color: #b3261e }
        svg { width: 100%; height: auto } text { font: 11px system-ui, sans-serif; fill: #556 }
        @media (prefers-color-scheme: dark) {
          body { background: #12161c; color: #dde3ea } code { background: #222a33 } text { fill: #9ab }
          .passed { color: #5ad19a } .failed { color: #ff8a80 }
        }
        """;

    /// <summary>The whole page.</summary>
    /// <param name="report">The figures.</param>
    /// <param name="latency">The distribution behind them.</param>
    public static string Create(LoadReport report, LatencyHistogram latency)
    {
        var page = new StringBuilder();
        page.AppendLine(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.AppendLine($"<title>Load test {Text(report.StartedAt)}</title><style>{Style}</style>");
        page.AppendLine($"<h1>{Text(report.Scenario ?? "Load test")}: {report.Rooms} × ({report.Speakers} speakers, "
            + $"{report.Listeners} listeners), {Text(report.Latency)}</h1>");
        page.AppendLine($"<p><code>{Text(report.Command)}</code><br>{Text(report.StartedAt)} · {Text(report.Machine)}</p>");
        page.AppendLine(report.Slo.Passed
            ? "<p class=\"passed\"><b>Passed.</b></p>"
            : $"<p class=\"failed\"><b>Failed:</b> {Text(string.Join("; ", report.Slo.Failures))}</p>");
        foreach (var note in report.Notes)
        {
            page.AppendLine($"<p><b>Note:</b> {Text(note)}</p>");
        }

        AppendTable(page, report);
        AppendCrowd(page, report);
        page.AppendLine("<h2>Mouth to ear, by share of packets</h2>");
        AppendDistribution(page, latency);
        page.AppendLine("<h2>Mouth to ear, second by second: p50 (blue) and p99 (orange)</h2>");
        AppendTimeline(page, report);
        page.AppendLine("</html>");
        return page.ToString();
    }

    private static void AppendCrowd(StringBuilder page, LoadReport report)
    {
        if (report.Crowd.IsEmpty)
        {
            return;
        }

        page.AppendLine(
            "<h2>The audience, by what they do</h2>"
            + "<table><tr><th>who</th><th>people</th><th>deeds</th><th>failed</th><th>lost</th><th>gaps</th><th>p99</th></tr>");
        foreach (var part in report.Crowd)
        {
            page.AppendLine(
                $"<tr><td>{Text(part.Who)}</td><td>{part.People:N0}</td><td>{part.Deeds:N0}</td><td>{part.FailedDeeds:N0}</td>"
                    + $"<td>{part.Lost:N0} of {part.Expected:N0} ({part.LossPercent} "
                    + $"%)</td><td>{part.GapsOver60ms:N0}</td><td>{part.LatencyMs.P99} ms</td></tr>");
        }

        page.AppendLine("</table>");
    }

    private static void AppendTable(StringBuilder page, LoadReport report)
    {
        var (latency, join, first) = (report.LatencyMs, report.JoinMs, report.FirstAudioMs);
        page.AppendLine("<table>");
        Row(
            "Packets delivered",
            $"{report.Packets.Delivered:N0} of {report.Packets.Expected:N0} ({report.Packets.PerSecond:N0} a second)");
        Row("Lost", $"{report.Packets.Lost:N0} ({report.Packets.LossPercent} %)");
        Row("Bundles", $"{report.Bundles.Delivered:N0} ({report.Bundles.PerSecond:N0} a second)");
        Row(
            "Mouth to ear",
            $"p50 {latency.P50} · p90 {latency.P90} · p99 {latency.P99} · p99.9 {latency.P999} · max {latency.Max} ms");
        Row("Join", $"p50 {join.P50} · p99 {join.P99} · max {join.Max} ms");
        Row("First audio", $"p50 {first.P50} · p99 {first.P99} · max {first.Max} ms");
        Row("Gaps over 60 ms", $"{report.GapsOver60ms:N0}");
        Row("Reconnects", $"{report.Reconnects:N0}");
        if (report.Server is { } server)
        {
            Row("Server CPU", $"{server.CpuSeconds} s: {server.CpuMicrosPerPacket} µs a packet, {server.CpuMicrosPerBundle} µs "
                + $"a bundle; {server.CorePercent} % of a core");
            Row("Server memory", $"{server.RssBytes / 1048576.0:N0} MiB resident, {server.RssBytesPerListener / 1024:N0} KiB a "
                + $"listener over {server.RssBytesBeforeJoins / 1048576.0:N0} MiB before the joins");
            Row("Server allocations", server.AllocatedBytesPerPacket is { } bytes ? $"{bytes} bytes a packet" : "not known");
            Row("Server GC pause p99", server.GcPauseMsP99 is { } pause ? $"≤ {pause} ms" : "not known");
        }

        Row("Connections", $"{report.ListenerConnections:N0} for {report.Connected:N0} listeners ({report.Client} client)");
        Row("Tester", $"{report.Tester.Processes} processes, {report.Tester.CpuSeconds} s CPU, "
            + $"{report.Tester.CpuMicrosPerBundle} µs a bundle, the busiest {report.Tester.BusiestPercent} % of a core, its "
            + $"timers late by {report.Tester.LagMsP99} ms (p99)");
        page.AppendLine("</table>");

        void Row(string name, string value) => page.AppendLine($"<tr><td>{Text(name)}</td><td>{Text(value)}</td></tr>");
    }

    /// <summary>Draws latency against the share of packets. The share is stretched towards its end: each of the four steps adds a
    /// nine.</summary>
    private static void AppendDistribution(StringBuilder page, LatencyHistogram latency)
    {
        var total = latency.Total();
        if (total == 0)
        {
            page.AppendLine("<p>No packet arrived.</p>");
            return;
        }

        const double Nines = 4;
        var highest = Math.Max(1, latency.Max.TotalMilliseconds);
        var points = new StringBuilder();
        long seen = 0;
        foreach (var (upTo, count) in latency.Buckets())
        {
            seen += count;
            var above = Math.Max(1 - (seen / (double)total), Math.Pow(10, -Nines));
            Point(points, -Math.Log10(above) / Nines, Math.Min(upTo.TotalMilliseconds, highest) / highest);
        }

        Open(page, highest);
        foreach (var (label, share) in new[]
        {
            ("0", 0.0), ("90 %", 0.9), ("99 %", 0.99), ("99.9 %", 0.999), ("99.99 %", 0.9999),
        })
        {
            var x = Left + ((Width - Left - 30) * (share == 0 ? 0 : -Math.Log10(1 - share) / Nines));
            page.AppendLine(
                FormattableString.Invariant($"<text x=\"{x:0}\" y=\"{Height - 10}\" text-anchor=\"middle\">{label}</text>"));
        }

        Line(page, points, "#2f6fde");
        page.AppendLine("</svg>");
    }

    private static void AppendTimeline(StringBuilder page, LoadReport report)
    {
        if (report.Timeline.Length < 2)
        {
            page.AppendLine("<p>The window is too short for a timeline.</p>");
            return;
        }

        var highest = Math.Max(1, report.Timeline.Max(point => point.P99));
        var last = report.Timeline[^1].Second;
        var (middle, high) = (new StringBuilder(), new StringBuilder());
        foreach (var point in report.Timeline)
        {
            Point(middle, point.Second / (double)last, point.P50 / highest);
            Point(high, point.Second / (double)last, point.P99 / highest);
        }

        Open(page, highest);
        page.AppendLine($"<text x=\"{Left}\" y=\"{Height - 10}\">0 s</text><text x=\"{Width - 30}\" y=\"{Height - 10}\" "
            + $"text-anchor=\"end\">{last} s</text>");
        Line(page, middle, "#2f6fde");
        Line(page, high, "#d9822b");
        page.AppendLine("</svg>");
    }

    private static void Open(StringBuilder page, double highest)
    {
        page.AppendLine($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\">");
        for (var i = 0; i <= 4; i++)
        {
            var y = Y(i / 4.0);
            page.Append(FormattableString.Invariant($"<line x1=\"{Left}\" x2=\"{Width - 30}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" "));
            page.AppendLine("stroke=\"#8895a7\" stroke-opacity=\".3\"/>");
            page.AppendLine(FormattableString.Invariant(
                $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{highest * i / 4:0.#} ms</text>"));
        }
    }

    private static void Point(StringBuilder points, double x, double y) =>
        points.Append(CultureInfo.InvariantCulture, $"{Left + ((Width - Left - 30) * x):0.#},{Y(y):0.#} ");

    private static void Line(StringBuilder page, StringBuilder points, string colour) =>
        page.AppendLine($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");

    private static double Y(double share) => Height - Bottom - ((Height - Bottom - 10) * share);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
