using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace AudioRooms.Cli.Verbs.Events;

/// <summary>Reads the start of an event: "friday 12:00", "tomorrow 8pm", "next monday at 9:30", "20:30", or an ISO 8601 date with
/// a time.</summary>
internal static partial class StartText
{
    /// <summary>Examples for descriptions. They contain no fixed date, which would be past some day.</summary>
    public const string Examples = "\"friday 12:00\", \"tomorrow 8pm\", \"next monday 9:30\", 20:30, or YYYY-MM-DDTHH:MM";

    private static readonly LocalDateTimePattern[] WallClocks =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
    ];

    private static readonly OffsetDateTimePattern[] Instants =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<Z+HH:mm>"),
    ];

    /// <summary>The start in a zone's local time.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="zone">The time zone.</param>
    /// <param name="now">The current time, to which words such as "tomorrow" refer.</param>
    /// <returns>
    /// Null if the text has none of these forms. A time without a date, or with a weekday, is the next one in the future.
    /// </returns>
    public static LocalDateTime? Read(string text, DateTimeZone zone, Instant now)
    {
        text = text.Trim();
        foreach (var pattern in WallClocks)
        {
            if (pattern.Parse(text) is { Success: true, Value: var wall })
            {
                return wall;
            }
        }

        foreach (var pattern in Instants)
        {
            if (pattern.Parse(text) is { Success: true, Value: var instant })
            {
                return instant.InZone(zone).LocalDateTime;
            }
        }

        var spoken = Spoken().Match(text);
        return spoken.Success && TimeOf(spoken) is { } time ? OnDay(spoken, time, now.InZone(zone).LocalDateTime) : null;
    }

    private static LocalDateTime? OnDay(Match spoken, LocalTime time, LocalDateTime now)
    {
        var isNext = spoken.Groups["next"].Success;
        var day = spoken.Groups["day"].Value.ToUpperInvariant();
        switch (day)
        {
            case "" when !isNext:
                return now.Date.At(time) > now ? now.Date.At(time) : now.Date.PlusDays(1).At(time);
            case "TODAY" when !isNext:
                return now.Date.At(time);
            case "TOMORROW" when !isNext:
                return now.Date.PlusDays(1).At(time);
            case "" or "TODAY" or "TOMORROW":
                return null;
            default:
                // On a Friday, "next friday" is the Friday of the next week.
                var weekday = WeekdayOf(day);
                var isToday = !isNext && now.DayOfWeek == weekday && now.Date.At(time) > now;
                return (isToday ? now.Date : now.Date.Next(weekday)).At(time);
        }
    }

    private static LocalTime? TimeOf(Match spoken)
    {
        var word = spoken.Groups["word"].Value;
        if (word.Length > 0)
        {
            return word.Equals("noon", StringComparison.OrdinalIgnoreCase) ? LocalTime.Noon : LocalTime.Midnight;
        }

        var hour = Number(spoken.Groups["hour"]);
        var minute = spoken.Groups["minute"].Success ? Number(spoken.Groups["minute"]) : 0;
        var half = spoken.Groups["half"].Value.ToUpperInvariant();
        if (half.Length == 0)
        {
            // Minutes or am/pm make a number a time: the 12 of "friday 12" may be a day of the month.
            return spoken.Groups["minute"].Success && hour < 24 && minute < 60 ? new LocalTime(hour, minute) : null;
        }

        return hour is >= 1 and <= 12 && minute < 60 ? new LocalTime((hour % 12) + (half == "PM" ? 12 : 0), minute) : null;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static IsoDayOfWeek WeekdayOf(string name) => name[..3] switch
    {
        "MON" => IsoDayOfWeek.Monday,
        "TUE" => IsoDayOfWeek.Tuesday,
        "WED" => IsoDayOfWeek.Wednesday,
        "THU" => IsoDayOfWeek.Thursday,
        "FRI" => IsoDayOfWeek.Friday,
        "SAT" => IsoDayOfWeek.Saturday,
        _ => IsoDayOfWeek.Sunday,
    };

    [GeneratedRegex(
        """
        ^(?:on\s+)?(?:(?<next>next)\s+)?
        (?:(?<day>today|tomorrow
            |mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?),?\s+)?
        (?:at\s+)?
        (?:(?<word>noon|midnight)|(?<hour>[0-9]{1,2})(?:[:.](?<minute>[0-9]{2}))?\s*(?<half>[ap]m)?)$
        """,
        RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture)]
    private static partial Regex Spoken();
}
