using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace AudioRooms.Cli.Verbs.Events;

/// <summary>
/// Reads when something is to begin, as people say it: "friday 12:00", "tomorrow 8pm", "next monday at 9:30", "20:30", or a date
/// of ISO 8601 with a time.
/// </summary>
internal static partial class StartText
{
    /// <summary>For descriptions. None of them is a date that comes to be past.</summary>
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

    /// <summary>The start on the wall clock of a zone.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="zone">Whose wall clock it is.</param>
    /// <param name="now">What "today" means.</param>
    /// <returns>
    /// Null if the text is none of these. A time without a date, or with a weekday, is the next one that is to come.
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
                // "next friday" said on a friday is the one of the week after.
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
            // "friday 12" may be a day of the month: minutes make it a time.
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
