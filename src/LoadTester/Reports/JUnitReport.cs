using System.Globalization;
using System.Xml.Linq;

namespace AudioRooms.LoadTester.Reports;

/// <summary>The verdict as JUnit XML, which build servers show: one test case per bound of the SLO.</summary>
internal static class JUnitReport
{
    public static string Create(LoadReport report, Slo? slo)
    {
        var bounds = slo?.Bounds.Select(bound => bound.Text).ToList() ?? [];
        var cases = bounds
            .Select(bound => (Name: bound, Failure: report.Slo.Failures.FirstOrDefault(
                failure => failure.StartsWith(bound, StringComparison.Ordinal))))
            .ToList();

        // Failures that are not a bound, such as failed joins.
        cases.AddRange(report.Slo.Failures
            .Where(failure => !bounds.Exists(bound => failure.StartsWith(bound, StringComparison.Ordinal)))
            .Select(failure => (Name: "joins and delivery", Failure: (string?)failure)));
        if (cases.Count == 0)
        {
            cases.Add(("joins and delivery", null));
        }

        var suite = new XElement(
            "testsuite",
            new XAttribute("name", "audiorooms load"),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(test => test.Failure is not null)),
            new XAttribute("time", report.Seconds.ToString(CultureInfo.InvariantCulture)),
            cases.Select(test => new XElement(
                "testcase",
                new XAttribute("classname", "load"),
                new XAttribute("name", test.Name),
                test.Failure is { } failure ? new XElement("failure", new XAttribute("message", failure)) : null)));
        return new XDocument(suite).ToString();
    }
}
