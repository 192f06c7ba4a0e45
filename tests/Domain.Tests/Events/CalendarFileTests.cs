using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Events;

public sealed class CalendarFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    // The title contains no backslash followed by an n, because version 4 of the parser takes an escaped backslash before an n
    // for a line end. See the test below.
    private const string Title = "Café; \"trends\", C:\\Talks ";

    // An independent program, Debian's python3-icalendar, reads the file and prints what it found.
    private const string Reader =
        """
        import json, sys, icalendar
        calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
        print(json.dumps({
            "name": calendar["X-WR-CALNAME"],
            "events": [{
                "uid": e["UID"], "start": e["DTSTART"].dt.isoformat(), "end": e["DTEND"].dt.isoformat(), "summary": e["SUMMARY"],
                "description": e["DESCRIPTION"], "status": e["STATUS"], "sequence": e["SEQUENCE"], "errors": len(e.errors)
            } for e in calendar.walk("VEVENT")]}))
        """;

    [Fact]
    public void Write_ASeriesWithEverythingAwkward_IsReadBackByAnIndependentParser()
    {
        var description = string.Concat(Enumerable.Repeat("Zoë, λ and 夜; ", 20)).Trim() + "\nSecond line";
        var series = Series(description);

        var read = Read(CalendarFile.Write("Night, Owls; 夜", [(series, series.Occurrences().Take(3))], Now));

        read.GetProperty("name").GetString().ShouldBe("Night, Owls; 夜");
        var events = read.GetProperty("events").EnumerateArray().ToArray();
        events.Select(entry => entry.GetProperty("start").GetString())
            .ShouldBe(["2026-03-20T11:00:00+00:00", "2026-03-27T11:00:00+00:00", "2026-04-03T10:00:00+00:00"]);
        events.Select(entry => entry.GetProperty("end").GetString()).First().ShouldBe("2026-03-20T12:00:00+00:00");
        events.Select(entry => entry.GetProperty("summary").GetString()).ShouldAllBe(summary => summary == Title.Trim());
        events.Select(entry => entry.GetProperty("description").GetString()).ShouldAllBe(text => text == description);
        events.Select(entry => entry.GetProperty("status").GetString()).ShouldBe(["CONFIRMED", "CANCELLED", "CONFIRMED"]);
        events.Select(entry => entry.GetProperty("uid").GetString()).ShouldBeUnique();
        events.ShouldAllBe(entry => entry.GetProperty("errors").GetInt32() == 0 && entry.GetProperty("sequence").GetInt32() == 1);
    }

    [Fact]
    public void Write_LongLines_AreFoldedAt75OctetsBetweenCharacters()
    {
        var series = Series(string.Concat(Enumerable.Repeat("夜", 200)));

        var lines = CalendarFile.Write("x", [(series, series.Occurrences().Take(1))], Now).Split("\r\n");

        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        lines.ShouldNotContain(line => line.Contains('\n', StringComparison.Ordinal));
        lines.Count(line => line.StartsWith(" 夜", StringComparison.Ordinal)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Write_BackslashBeforeN_IsEscapedAsTheStandardSays()
    {
        var series = Series("C:\\news\nnext");

        // RFC 5545 §3.3.11.
        CalendarFile.Write("x", [(series, series.Occurrences().Take(1))], Now).ShouldContain("DESCRIPTION:C:\\\\news\\nnext\r\n");
    }

    [Fact]
    public void Write_NoEvents_IsStillACalendar() =>
        Read(CalendarFile.Write("Empty", [], Now)).GetProperty("events").GetArrayLength().ShouldBe(0);

    private static EventSeries Series(string description)
    {
        var plan = new ScheduleEvent(
            new Person(new UserId("host"), "host", "Host"), string.Empty, false, Title, description, ["a,b"], "en",
            new DateTime(2026, 3, 20, 12, 0, 0), "Europe/Paris", TimeSpan.FromHours(1), "FREQ=WEEKLY;BYDAY=FR", [], []);
        var series = EventSeries.Schedule("e1", plan, new EventLimits(), Now).Next.ShouldNotBeNull();
        return series.Change(
            plan.Host.Id, series.Occurrences().ElementAt(1).Id, new OccurrenceEdit(
                string.Empty, null, IsCancelled: true), new EventLimits(), Now)
            .Next.ShouldNotBeNull();
    }

    private static JsonElement Read(string file)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Reader])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(file));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(
                0, $"{errors.GetAwaiter().GetResult()}\nThis test needs the Debian package python3-icalendar.");
            return JsonDocument.Parse(output).RootElement;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("This test needs the Debian package python3-icalendar.", missing);
        }
    }
}
