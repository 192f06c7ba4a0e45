using System.Collections.Immutable;

namespace AudioRooms.Domain.Events;

/// <summary>How often a series repeats (RFC 5545 §3.3.10). Shorter than a day is of no use for rooms.</summary>
public enum RecurrenceFrequency
{
    /// <summary>Every day.</summary>
    Daily = 1,

    /// <summary>Every week, on the weekdays given.</summary>
    Weekly = 2,

    /// <summary>Every month, on the days given.</summary>
    Monthly = 3,

    /// <summary>Every year, on the day of the first occurrence.</summary>
    Yearly = 4,
}

/// <summary>A weekday, and in a monthly rule which one of the month.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="Ordinal">1 to 5 from the front, -1 to -5 from the end of the month; 0 means every one.</param>
public readonly record struct RecurrenceDay(DayOfWeek Day, int Ordinal);

/// <summary>The part of RFC 5545's recurrence rules that people use for gatherings. Works on wall-clock dates; zones come later.</summary>
public sealed record RecurrenceRule
{
    /// <summary>Most occurrences that are ever computed for a question.</summary>
    public const int OccurrencesMax = 1_000;

    /// <summary>
    /// No occurrence is computed later than this after the first one. A rule may select days that are rare or never exist, as the 31st of every
    /// second month from February; 28 years hold every pattern of the calendar.
    /// </summary>
    public const int HorizonYears = 50;

    /// <summary>The unit that repeats.</summary>
    public required RecurrenceFrequency Frequency { get; init; }

    /// <summary>Every how many units, 1 to 99.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>How many occurrences in all, exceptions included; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>No occurrence after this wall-clock time; null for no end.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Weekdays; empty means the weekday of the first occurrence.</summary>
    public ImmutableArray<RecurrenceDay> ByDay { get; init; } = [];

    /// <summary>Days of the month, 1 to 31 or -1 to -31 from its end; only in monthly rules.</summary>
    public ImmutableArray<int> ByMonthDay { get; init; } = [];

    /// <summary>First day of the week, which decides what "every second week" means.</summary>
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>Wall-clock times of the occurrences from <paramref name="first"/> on, in order, at most <see cref="OccurrencesMax"/>.</summary>
    /// <param name="first">The first occurrence; it counts even if the rule would not select it.</param>
    public IEnumerable<DateTime> Occurrences(DateTime first)
    {
        var limit = Math.Min(Count ?? OccurrencesMax, OccurrencesMax);
        var horizon = first.AddYears(HorizonYears);
        var last = Until < horizon ? Until.Value : horizon;
        if (limit < 1 || first > last)
        {
            yield break;
        }

        yield return first;
        var given = 1;
        for (var period = 0; PeriodStart(first, period) <= last; period++)
        {
            foreach (var date in DatesOf(first, period))
            {
                var occurrence = date.ToDateTime(TimeOnly.FromDateTime(first));
                if (occurrence <= first)
                {
                    continue;
                }

                if (given == limit || occurrence > last)
                {
                    yield break;
                }

                given++;
                yield return occurrence;
            }
        }
    }

    /// <summary>No occurrence of this period is earlier.</summary>
    private DateTime PeriodStart(DateTime first, int period) => Frequency switch
    {
        RecurrenceFrequency.Daily => first.Date.AddDays((long)period * Interval),
        RecurrenceFrequency.Weekly => first.Date.AddDays(((long)period * Interval * 7) - 6),
        RecurrenceFrequency.Monthly => first.Date.AddDays(1 - first.Day).AddMonths(period * Interval),
        RecurrenceFrequency.Yearly => first.Date.AddDays(1 - first.DayOfYear).AddYears(period * Interval),
    };

    private IEnumerable<DateOnly> DatesOf(DateTime first, int period)
    {
        var start = DateOnly.FromDateTime(first);
        return Frequency switch
        {
            RecurrenceFrequency.Daily => Daily(start, period),
            RecurrenceFrequency.Weekly => Weekly(start, period),
            RecurrenceFrequency.Monthly => Monthly(start, period),
            RecurrenceFrequency.Yearly => Yearly(start, period),
        };
    }

    private IEnumerable<DateOnly> Daily(DateOnly start, int period)
    {
        var date = start.AddDays(period * Interval);
        return ByDay.IsEmpty || ByDay.Any(day => day.Day == date.DayOfWeek) ? [date] : [];
    }

    private IEnumerable<DateOnly> Weekly(DateOnly start, int period)
    {
        var weekStart = start.AddDays(-DaysSince(WeekStart, start.DayOfWeek) + (7 * Interval * period));
        return ByDay.IsEmpty
            ? [weekStart.AddDays(DaysSince(WeekStart, start.DayOfWeek))]
            : ByDay.Select(day => weekStart.AddDays(DaysSince(WeekStart, day.Day))).Order();
    }

    private IEnumerable<DateOnly> Monthly(DateOnly start, int period)
    {
        var month = new DateOnly(start.Year, start.Month, 1).AddMonths(period * Interval);
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        if (ByDay.IsEmpty)
        {
            ImmutableArray<int> days = ByMonthDay.IsEmpty ? [start.Day] : ByMonthDay;
            return days
                .Select(day => day > 0 ? day : length + 1 + day)
                .Where(day => day >= 1 && day <= length)
                .Distinct().Order()
                .Select(day => month.AddDays(day - 1));
        }

        return Enumerable.Range(0, length)
            .Select(month.AddDays)
            .Where(date => ByDay.Any(day => day.Day == date.DayOfWeek && IsOrdinal(day.Ordinal, date, length))
                && (ByMonthDay.IsEmpty || ByMonthDay.Any(day => date.Day == (day > 0 ? day : length + 1 + day))));
    }

    private IEnumerable<DateOnly> Yearly(DateOnly start, int period)
    {
        var year = start.Year + (period * Interval);
        return year <= DateOnly.MaxValue.Year && start.Day <= DateTime.DaysInMonth(year, start.Month)
            ? [new DateOnly(year, start.Month, start.Day)]
            : [];
    }

    private static bool IsOrdinal(int ordinal, DateOnly date, int monthLength) => ordinal switch
    {
        0 => true,
        > 0 => (date.Day - 1) / 7 == ordinal - 1,
        _ => (monthLength - date.Day) / 7 == -ordinal - 1,
    };

    private static int DaysSince(DayOfWeek from, DayOfWeek to) => ((int)to - (int)from + 7) % 7;
}
