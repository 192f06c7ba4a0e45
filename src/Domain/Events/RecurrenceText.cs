using System.Collections.Immutable;
using System.Globalization;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;
using NodaTime;
using NodaTime.Text;

namespace AudioRooms.Domain.Events;

/// <summary>Parses and formats the text of a recurrence rule, for example "FREQ=WEEKLY;BYDAY=FR" (RFC 5545 §3.3.10).</summary>
public static class RecurrenceText
{
    // In the order of IsoDayOfWeek, which counts from 1.
    private static readonly string[] DayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private static readonly InstantPattern UntilInstant = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDateTimePattern UntilTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly LocalDatePattern UntilDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>Parses a rule.</summary>
    /// <param name="text">At most 200 characters.</param>
    /// <param name="rule">The rule, if true.</param>
    /// <param name="error">One sentence: which part was not understood and what was expected; empty if true.</param>
    public static bool TryParse(string text, out RecurrenceRule? rule, out string error)
    {
        (rule, error) = (null, string.Empty);
        if (text.Length is 0 or > EventBounds.RuleLengthMax)
        {
            error = $"A recurrence rule has 1 to {EventBounds.RuleLengthMax} characters; this one has {text.Length}.";
            return false;
        }

        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';'))
        {
            var pair = part.Split('=', 2);
            if (pair.Length != 2 || !parts.TryAdd(pair[0], pair[1]))
            {
                error = pair.Length == 2
                    ? $"The recurrence has {PlainText.Quote(pair[0])} twice."
                    : $"A recurrence consists of parts NAME=VALUE; {PlainText.Quote(part)} is not such a part.";
                return false;
            }
        }

        if (!parts.Remove("FREQ", out var name) || ParseFrequency(name) is not { } frequency)
        {
            error = "A recurrence needs FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY.";
            return false;
        }

        var parsed = new RecurrenceRule { Frequency = frequency };
        foreach (var (key, value) in parts)
        {
            if (With(parsed, key.ToUpperInvariant(), value) is not { } next)
            {
                error = $"The recurrence has {PlainText.Quote($"{key}={value}")}; expected {Expected(key.ToUpperInvariant())}.";
                return false;
            }

            parsed = next;
        }

        error = Contradiction(parsed);
        rule = error.Length == 0 ? parsed : null;
        return rule is not null;
    }

    /// <summary>Formats a rule. Parsing the text gives an equal rule.</summary>
    public static string Format(RecurrenceRule rule)
    {
        var parts = new List<string> { $"FREQ={rule.Frequency.ToString().ToUpperInvariant()}" };
        if (rule.Interval != 1)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"INTERVAL={rule.Interval}"));
        }

        if (rule.Count is { } count)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"COUNT={count}"));
        }

        if (rule.Until is { } until)
        {
            parts.Add("UNTIL=" + UntilInstant.Format(until));
        }

        if (rule.UntilLocal is { } untilLocal)
        {
            parts.Add("UNTIL=" + UntilTime.Format(untilLocal));
        }

        if (!rule.ByDay.IsEmpty)
        {
            parts.Add("BYDAY=" + string.Join(',', rule.ByDay.Select(day =>
                (day.Ordinal == 0 ? string.Empty : day.Ordinal.ToString(CultureInfo.InvariantCulture)) + NameOf(day.Day))));
        }

        if (!rule.ByMonthDay.IsEmpty)
        {
            parts.Add(
                "BYMONTHDAY=" + string.Join(',', rule.ByMonthDay.Select(day => day.ToString(CultureInfo.InvariantCulture))));
        }

        if (rule.WeekStart != IsoDayOfWeek.Monday)
        {
            parts.Add("WKST=" + NameOf(rule.WeekStart));
        }

        return string.Join(';', parts);
    }

    private static RecurrenceRule? With(RecurrenceRule rule, string key, string value) => key switch
    {
        "INTERVAL" when TryNumber(value, 1, EventBounds.RuleIntervalMax, out var interval) => rule with { Interval = interval },
        "COUNT" when TryNumber(value, 1, EventBounds.OccurrencesMax, out var count) => rule with { Count = count },
        "UNTIL" when UntilInstant.Parse(value) is { Success: true, Value: var until } => rule with { Until = until },
        "UNTIL" when ParseUntilLocal(value) is { } until => rule with { UntilLocal = until },
        "BYDAY" when ParseAll(value, ParseDay) is { } days => rule with { ByDay = days },
        "BYMONTHDAY" when ParseAll(value, ParseMonthDay) is { } days => rule with { ByMonthDay = days },
        "WKST" when ParseDay(value) is { Ordinal: 0 } day => rule with { WeekStart = day.Day },
        _ => null,
    };

    private static string Expected(string key) => key switch
    {
        "INTERVAL" => $"a number from 1 to {EventBounds.RuleIntervalMax}",
        "COUNT" => $"a number from 1 to {EventBounds.OccurrencesMax}",
        "UNTIL" =>
            "a time in UTC as YYYYMMDDTHHMMSSZ, or on the event's own clock a date as YYYYMMDD or a time as YYYYMMDDTHHMMSS",
        "BYDAY" => "weekdays as FR or, in a monthly rule, 1FR to 5FR and -1FR to -5FR",
        "BYMONTHDAY" => "days from 1 to 31 or -1 to -31",
        "WKST" => "a weekday, SU to SA",
        _ => "nothing but FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY and WKST",
    };

    private static string Contradiction(RecurrenceRule rule) =>
        rule.Count is not null && (rule.Until is not null || rule.UntilLocal is not null)
            ? "A recurrence has COUNT or UNTIL, not both."
        : rule.Frequency != RecurrenceFrequency.Monthly && rule.ByDay.Any(day => day.Ordinal != 0)
            ? "Only a monthly rule can name the first or last weekday."
        : rule.Frequency != RecurrenceFrequency.Monthly && !rule.ByMonthDay.IsEmpty ? "BYMONTHDAY belongs to a monthly rule."
        : rule.Frequency == RecurrenceFrequency.Yearly && !rule.ByDay.IsEmpty
            ? "A yearly rule repeats the date of the first occurrence."
        : string.Empty;

    private static RecurrenceFrequency? ParseFrequency(string name) => name.ToUpperInvariant() switch
    {
        "DAILY" => RecurrenceFrequency.Daily,
        "WEEKLY" => RecurrenceFrequency.Weekly,
        "MONTHLY" => RecurrenceFrequency.Monthly,
        "YEARLY" => RecurrenceFrequency.Yearly,
        _ => null,
    };

    // An end date includes the whole day.
    private static LocalDateTime? ParseUntilLocal(string value) =>
        UntilTime.Parse(value) is { Success: true, Value: var time } ? time
        : UntilDate.Parse(value) is { Success: true, Value: var date } ? date.At(LocalTime.MaxValue)
        : null;

    private static string NameOf(IsoDayOfWeek day) => DayNames[(int)day - 1];

    private static RecurrenceDay? ParseDay(string value)
    {
        if (value.Length < 2)
        {
            return null;
        }

        var day = Array.IndexOf(DayNames, value[^2..].ToUpperInvariant());
        if (day < 0)
        {
            return null;
        }

        var weekday = (IsoDayOfWeek)(day + 1);
        return value.Length == 2 ? new RecurrenceDay(weekday, 0)
            : TryNumber(value[..^2], -5, 5, out var ordinal) && ordinal != 0 ? new RecurrenceDay(weekday, ordinal)
            : null;
    }

    private static int? ParseMonthDay(string value) => TryNumber(value, -31, 31, out var day) && day != 0 ? day : null;

    private static ImmutableArray<T>? ParseAll<T>(string value, Func<string, T?> parse)
        where T : struct
    {
        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var part in value.Split(','))
        {
            if (parse(part) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return items.ToImmutable();
    }

    private static bool TryNumber(string text, int from, int to, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && number >= from
            && number <= to;
}
