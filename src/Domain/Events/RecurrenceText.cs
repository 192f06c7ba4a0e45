using System.Collections.Immutable;
using System.Globalization;

namespace AudioRooms.Domain.Events;

/// <summary>Reads and writes the text form of a rule, for example "FREQ=WEEKLY;BYDAY=FR" (RFC 5545 §3.3.10).</summary>
public static class RecurrenceText
{
    private const int TextLengthMax = 200;
    private const int IntervalMax = 99;
    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Reads a rule.</summary>
    /// <param name="text">At most 200 characters.</param>
    /// <param name="rule">The rule, if true.</param>
    /// <param name="error">One sentence: which part was not understood and what was expected; empty if true.</param>
    public static bool TryParse(string text, out RecurrenceRule? rule, out string error)
    {
        (rule, error) = (null, string.Empty);
        if (text.Length is 0 or > TextLengthMax)
        {
            error = $"A recurrence rule has 1 to {TextLengthMax} characters, this one has {text.Length}.";
            return false;
        }

        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';'))
        {
            var pair = part.Split('=', 2);
            if (pair.Length != 2 || !parts.TryAdd(pair[0], pair[1]))
            {
                error = $"'{part}' is not NAME=VALUE, or is given twice.";
                return false;
            }
        }

        if (!parts.Remove("FREQ", out var name) || ParseFrequency(name) is not { } frequency)
        {
            error = "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.";
            return false;
        }

        var parsed = new RecurrenceRule { Frequency = frequency };
        foreach (var (key, value) in parts)
        {
            if (With(parsed, key.ToUpperInvariant(), value) is not { } next)
            {
                error = $"{key}={value} is not understood: {Expected(key.ToUpperInvariant())}.";
                return false;
            }

            parsed = next;
        }

        error = Contradiction(parsed);
        rule = error.Length == 0 ? parsed : null;
        return rule is not null;
    }

    /// <summary>Writes a rule; reading it again gives an equal one.</summary>
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
            parts.Add("UNTIL=" + until.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
        }

        if (!rule.ByDay.IsEmpty)
        {
            parts.Add("BYDAY=" + string.Join(',', rule.ByDay.Select(day =>
                (day.Ordinal == 0 ? string.Empty : day.Ordinal.ToString(CultureInfo.InvariantCulture)) + DayNames[(int)day.Day])));
        }

        if (!rule.ByMonthDay.IsEmpty)
        {
            parts.Add("BYMONTHDAY=" + string.Join(',', rule.ByMonthDay.Select(day => day.ToString(CultureInfo.InvariantCulture))));
        }

        if (rule.WeekStart != DayOfWeek.Monday)
        {
            parts.Add("WKST=" + DayNames[(int)rule.WeekStart]);
        }

        return string.Join(';', parts);
    }

    private static RecurrenceRule? With(RecurrenceRule rule, string key, string value) => key switch
    {
        "INTERVAL" when TryNumber(value, 1, IntervalMax, out var interval) => rule with { Interval = interval },
        "COUNT" when TryNumber(value, 1, RecurrenceRule.OccurrencesMax, out var count) => rule with { Count = count },
        "UNTIL" when ParseUntil(value) is { } until => rule with { Until = until },
        "BYDAY" when ParseAll(value, ParseDay) is { } days => rule with { ByDay = days },
        "BYMONTHDAY" when ParseAll(value, ParseMonthDay) is { } days => rule with { ByMonthDay = days },
        "WKST" when ParseDay(value) is { Ordinal: 0 } day => rule with { WeekStart = day.Day },
        _ => null,
    };

    private static string Expected(string key) => key switch
    {
        "INTERVAL" => $"a number from 1 to {IntervalMax}",
        "COUNT" => $"a number from 1 to {RecurrenceRule.OccurrencesMax}",
        "UNTIL" => "a local date as 20261231, or date and time as 20261231T120000",
        "BYDAY" => "weekdays as FR or, in a monthly rule, 1FR to 5FR and -1FR to -5FR",
        "BYMONTHDAY" => "days from 1 to 31 or -1 to -31",
        "WKST" => "a weekday, SU to SA",
        _ => "only FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY and WKST are known",
    };

    private static string Contradiction(RecurrenceRule rule) =>
        rule is { Count: not null, Until: not null } ? "COUNT and UNTIL exclude each other."
        : rule.Frequency != RecurrenceFrequency.Monthly && rule.ByDay.Any(day => day.Ordinal != 0)
            ? "Only a monthly rule can name the first or last weekday."
        : rule.Frequency != RecurrenceFrequency.Monthly && !rule.ByMonthDay.IsEmpty ? "BYMONTHDAY belongs to a monthly rule."
        : rule.Frequency == RecurrenceFrequency.Yearly && !rule.ByDay.IsEmpty ? "A yearly rule repeats the date of the first occurrence."
        : string.Empty;

    private static RecurrenceFrequency? ParseFrequency(string name) => name.ToUpperInvariant() switch
    {
        "DAILY" => RecurrenceFrequency.Daily,
        "WEEKLY" => RecurrenceFrequency.Weekly,
        "MONTHLY" => RecurrenceFrequency.Monthly,
        "YEARLY" => RecurrenceFrequency.Yearly,
        _ => null,
    };

    private static DateTime? ParseUntil(string value) =>
        DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : DateTime.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.AddDays(1).AddTicks(-1)
        : null;

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

        return value.Length == 2 ? new RecurrenceDay((DayOfWeek)day, 0)
            : TryNumber(value[..^2], -5, 5, out var ordinal) && ordinal != 0 ? new RecurrenceDay((DayOfWeek)day, ordinal)
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
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= from && number <= to;
}
