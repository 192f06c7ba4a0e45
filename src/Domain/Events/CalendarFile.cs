using System.Globalization;
using System.Text;

namespace AudioRooms.Domain.Events;

/// <summary>Writes an iCalendar file (RFC 5545). Every occurrence is an entry of its own with its instant in UTC, instead of a
/// rule with a VTIMEZONE: calendar programs differ in how they read zones and exceptions, and all of them read instants. Clock
/// changes are worked out here.</summary>
public static class CalendarFile
{
    // RFC 5545 §3.1: a line has at most 75 octets without the line break; a longer one continues on the next line after a space.
    private const int LineOctetsMax = 75;

    /// <summary>The text of the file, with CRLF line ends.</summary>
    /// <param name="name">Name of the calendar, as subscribers see it.</param>
    /// <param name="entries">Series, each with the occurrences to write.</param>
    /// <param name="now">Written as the time stamp of each entry.</param>
    public static string Write(
        string name, IEnumerable<(EventSeries Series, IEnumerable<Occurrence> Occurrences)> entries, DateTimeOffset now)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//AudioRooms//Events//EN");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, $"X-WR-CALNAME:{Escape(name)}");
        foreach (var (series, occurrences) in entries)
        {
            foreach (var occurrence in occurrences)
            {
                Line(file, "BEGIN:VEVENT");
                Line(file, string.Create(CultureInfo.InvariantCulture, $"UID:{series.Id}-{occurrence.Id}@audiorooms"));
                Line(file, $"DTSTAMP:{Instant(now)}");
                Line(file, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{series.Version - 1}"));
                Line(file, $"DTSTART:{Instant(occurrence.StartsAt)}");
                Line(file, $"DTEND:{Instant(occurrence.EndsAt)}");
                Line(file, $"SUMMARY:{Escape(occurrence.Title)}");
                Line(file, $"STATUS:{(occurrence.IsCancelled ? "CANCELLED" : "CONFIRMED")}");
                if (occurrence.Description.Length > 0)
                {
                    Line(file, $"DESCRIPTION:{Escape(occurrence.Description)}");
                }

                if (!series.Plan.Topics.IsEmpty)
                {
                    Line(file, $"CATEGORIES:{string.Join(',', series.Plan.Topics.Select(Escape))}");
                }

                Line(file, "END:VEVENT");
            }
        }

        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            // A line is never broken inside a character: a program may decode before it joins the lines.
            if (octets + rune.Utf8SequenceLength > LineOctetsMax)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
