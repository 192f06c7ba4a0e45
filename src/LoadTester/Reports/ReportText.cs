using System.Globalization;
using Spectre.Console;

namespace AudioRooms.LoadTester.Reports;

/// <summary>Prints reports for people.</summary>
internal static class ReportText
{
    public static void Show(TesterContext context, LoadReport report)
    {
        var (packets, latency) = (report.Packets, report.LatencyMs);
        context.Out.WriteLine(
            $"packets     {packets.Delivered} of {packets.Expected}, {packets.LossPercent} % lost, "
            + $"{packets.PerSecond}/s in {report.Bundles.PerSecond} bundles/s");
        context.Out.WriteLine(
            $"latency ms  p50 {latency.P50}  p90 {latency.P90}  p99 {latency.P99}  p99.9 {latency.P999}  max {latency.Max}");
        context.Out.WriteLine(
            $"join ms     p50 {report.JoinMs.P50}  p99 {report.JoinMs.P99}; "
            + $"first audio p50 {report.FirstAudioMs.P50}  p99 {report.FirstAudioMs.P99}");
        context.Out.WriteLine($"gaps>60ms   {report.GapsOver60ms}, reconnects {report.Reconnects}");
        if (report.Server is { } server)
        {
            context.Out.WriteLine(
                $"server      {server.CpuSeconds} s CPU, {server.CpuMicrosPerPacket} us/packet, "
                + $"{server.CpuMicrosPerBundle} us/bundle, {server.CorePercent} % of a core, {server.RssBytes >> 20} MiB, "
                + $"{server.RssBytesPerListener / 1024:0} KiB/listener over {server.RssBytesBeforeJoins >> 20} MiB, "
                + $"{Figure(server.AllocatedBytesPerPacket)} B allocated/packet, "
                + $"GC pause p99 {Figure(server.GcPauseMsP99)} ms");
        }

        context.Out.WriteLine(
            $"tester      {report.Tester.CpuSeconds} s CPU in {report.Tester.Processes} processes, "
            + $"{report.Tester.CpuMicrosPerBundle} us/bundle, lag p99 {report.Tester.LagMsP99} ms");
        foreach (var part in report.Crowd)
        {
            context.Out.WriteLine(
                $"{part.Who,-15} {part.People} people, {part.Deeds} deeds, {part.FailedDeeds} failed; "
                + $"{part.Lost} of {part.Expected} lost ({part.LossPercent} %), {part.GapsOver60ms} gaps, "
                + $"p99 {part.LatencyMs.P99} ms");
        }

        foreach (var note in report.Notes)
        {
            context.Terminal.MarkupLineInterpolated($"[yellow]{note}[/]");
        }

        context.Out.WriteLine(report.Slo.Passed ? "passed" : $"FAILED: {string.Join("; ", report.Slo.Failures)}");
    }

    public static void Show(TesterContext context, CapacityReport report)
    {
        foreach (var step in report.Steps)
        {
            context.Out.WriteLine(
                $"{step.Listeners,7} listeners  p99 {step.Report.LatencyMs.P99} ms  {step.Report.Packets.LossPercent} % lost  "
                + $"{step.Report.Server?.CorePercent} % of a core  "
                + (step.Passed ? "held" : $"FAILED: {string.Join("; ", step.Report.Slo.Failures)}")
                + (step.TesterStarved ? "  (tester starved)" : ""));
        }

        context.Out.WriteLine(report.LimitedBy switch
        {
            "bound" => $"{report.Capacity} listeners a room hold {report.Slo}; larger numbers were not tried",
            "tester" => $"{report.Capacity} listeners a room hold {report.Slo}; "
                + "beyond that the tester was starved, so the server may carry more",
            _ => $"{report.Capacity} listeners a room hold {report.Slo}; {report.FirstFailure} do not",
        });
    }

    private static string Figure(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
