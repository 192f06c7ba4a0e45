using System.Collections.Immutable;
using AudioRooms.Protocol.Bounds;
using NodaTime;

namespace AudioRooms.Domain.Events;

/// <summary>How often a series repeats (RFC 5545 §3.3.10). Frequencies below a day are not supported, because no series of rooms
/// needs them.</summary>
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
public readonly record struct RecurrenceDay(IsoDayOfWeek Day, int Ordinal);

/// <summary>A recurrence rule: the part of RFC 5545 that people use for meetings. The problem is that "every Friday at noon in
/// Paris" is not a fixed distance in time: clocks change, months have 28 to 31 days, and a zone may skip a whole day. So the rule
/// first yields local dates, period by period, and each date is turned into an instant at the very end. Computing with instants
/// from the start would move noon to 11:00 or 13:00 every half year, and would lose or double occurrences at such days.</summary>
public sealed record RecurrenceRule
{
    /// <summary>No occurrence is computed later than this after the first one. A rule may select days that are rare or never
    /// exist, such as the 31st of every second month from February; without a horizon the search for the next one would not end.
    /// 28 years contain every pattern of the calendar.</summary>
    public const int HorizonYears = 50;

    private const int DaysOfWeek = 7;

    /// <summary>The unit that repeats.</summary>
    public required RecurrenceFrequency Frequency { get; init; }

    /// <summary>Every how many units, 1 to 99.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Number of occurrences, cancelled ones included; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>No occurrence after this instant, which is RFC 5545's form for a start in a time zone; null for no end.</summary>
    public Instant? Until { get; init; }

    /// <summary>No occurrence after this local time in the event's zone; null for no end.</summary>
    public LocalDateTime? UntilLocal { get; init; }

    /// <summary>Weekdays; empty for the weekday of the first occurrence. A repeated weekday counts once.</summary>
    public ImmutableArray<RecurrenceDay> ByDay { get; init; } = [];

    /// <summary>Days of the month, 1 to 31, or -1 to -31 counted from its end; only in monthly rules. A repeated day counts
    /// once.</summary>
    public ImmutableArray<int> ByMonthDay { get; init; } = [];

    /// <summary>First day of the week, which decides what "every second week" means.</summary>
    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <summary>Instants of the occurrences from <paramref name="first"/> on, each later than the one before, at most
    /// <see cref="EventBounds.OccurrencesMax"/>.</summary>
    /// <param name="first">The first occurrence in local time; it counts even if the rule would not select it.</param>
    /// <param name="zone">The zone of the local times.</param>
    public IEnumerable<Instant> Occurrences(LocalDateTime first, DateTimeZone zone)
    {
        var limit = Math.Min(Count ?? EventBounds.OccurrencesMax, EventBounds.OccurrencesMax);
        var given = 0;
        var newest = Instant.MinValue;
        foreach (var local in WallClockTimes(first))
        {
            var occurrence = ZonedTime.ToInstant(local, zone);
            if (given == limit || local > UntilLocal || occurrence > Until)
            {
                yield break;
            }

            // If a zone skips a whole day (Apia, 30 December 2011), two local times are one instant. It counts once: a recurrence
            // set has no duplicates (RFC 5545 §3.8.5).
            if (occurrence > newest)
            {
                newest = occurrence;
                given++;
                yield return occurrence;
            }
        }
    }

    /// <summary>The local times that the rule selects from <paramref name="first"/> on, in order and each once, up to the
    /// horizon.</summary>
    private IEnumerable<LocalDateTime> WallClockTimes(LocalDateTime first)
    {
        yield return first;
        var horizon = first.PlusYears(HorizonYears);
        for (var period = 0; PeriodStart(first.Date, period) <= horizon.Date; period++)
        {
            foreach (var time in DatesOf(first.Date, period).Select(date => date.At(first.TimeOfDay)).Where(time => time > first))
            {
                if (time > horizon)
                {
                    yield break;
                }

                yield return time;
            }
        }
    }

    /// <summary>The first date of a period. No occurrence of the period is earlier.</summary>
    private LocalDate PeriodStart(LocalDate first, int period) => Frequency switch
    {
        RecurrenceFrequency.Daily => first.PlusDays(period * Interval),
        RecurrenceFrequency.Weekly => WeekOf(first, period),
        RecurrenceFrequency.Monthly => MonthOf(first, period),
        RecurrenceFrequency.Yearly => new LocalDate(first.Year + (period * Interval), 1, 1),
    };

    private IEnumerable<LocalDate> DatesOf(LocalDate first, int period) => Frequency switch
    {
        RecurrenceFrequency.Daily => Daily(first, period),
        RecurrenceFrequency.Weekly => Weekly(first, period),
        RecurrenceFrequency.Monthly => Monthly(first, period),
        RecurrenceFrequency.Yearly => Yearly(first, period),
    };

    private IEnumerable<LocalDate> Daily(LocalDate first, int period)
    {
        var date = first.PlusDays(period * Interval);
        return ByDay.IsEmpty || ByDay.Any(day => day.Day == date.DayOfWeek) ? [date] : [];
    }

    private IEnumerable<LocalDate> Weekly(LocalDate first, int period)
    {
        var week = WeekOf(first, period);
        return ByDay.IsEmpty
            ? [week.PlusDays(DaysSince(WeekStart, first.DayOfWeek))]
            : ByDay.Select(day => week.PlusDays(DaysSince(WeekStart, day.Day))).Distinct().Order();
    }

    private IEnumerable<LocalDate> Monthly(LocalDate first, int period)
    {
        var month = MonthOf(first, period);
        var length = CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);
        if (ByDay.IsEmpty)
        {
            ImmutableArray<int> days = ByMonthDay.IsEmpty ? [first.Day] : ByMonthDay;
            return days
                .Select(day => day > 0 ? day : length + 1 + day)
                .Where(day => day >= 1 && day <= length)
                .Distinct().Order()
                .Select(day => month.PlusDays(day - 1));
        }

        return Enumerable.Range(0, length)
            .Select(month.PlusDays)
            .Where(date => ByDay.Any(day => day.Day == date.DayOfWeek && IsOrdinal(day.Ordinal, date, length))
                && (ByMonthDay.IsEmpty || ByMonthDay.Any(day => date.Day == (day > 0 ? day : length + 1 + day))));
    }

    private IEnumerable<LocalDate> Yearly(LocalDate first, int period)
    {
        var year = first.Year + (period * Interval);
        return first.Day <= CalendarSystem.Iso.GetDaysInMonth(year, first.Month)
            ? [new LocalDate(year, first.Month, first.Day)]
            : [];
    }

    private LocalDate WeekOf(LocalDate first, int period) =>
        first.PlusDays((DaysOfWeek * Interval * period) - DaysSince(WeekStart, first.DayOfWeek));

    private LocalDate MonthOf(LocalDate first, int period) => first.PlusDays(1 - first.Day).PlusMonths(Interval * period);

    private static bool IsOrdinal(int ordinal, LocalDate date, int monthLength) => ordinal switch
    {
        0 => true,
        > 0 => (date.Day - 1) / DaysOfWeek == ordinal - 1,
        _ => (monthLength - date.Day) / DaysOfWeek == -ordinal - 1,
    };

    private static int DaysSince(IsoDayOfWeek from, IsoDayOfWeek to) => ((int)to - (int)from + DaysOfWeek) % DaysOfWeek;
}
