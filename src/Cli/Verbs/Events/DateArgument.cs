using System.CommandLine;
using System.Globalization;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Events;

/// <summary>Names one date of an event: <c>next</c>, or the day on which it begins.</summary>
internal static class DateArgument
{
    private const string Next = "next";

    public static Argument<string> Create() =>
        new("date") { Description = "next, or the day of the date as YYYY-MM-DD; event show lists the dates." };

    /// <summary>The server's number of the date. The text may also be that number.</summary>
    public static async Task<long> ResolveAsync(VerbCall call, string eventId, string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var dates = (await call.Client.Events.GetAsync(eventId, "", call.Cancellation).ConfigureAwait(false)).Occurrences;
        var meant = text == Next
            ? dates.FirstOrDefault(date => date.State is OccurrenceState.Scheduled or OccurrenceState.Active)
            : dates.FirstOrDefault(
                date => text.Length >= "yyyy-MM-dd".Length && date.LocalStart.StartsWith(text, StringComparison.Ordinal));
        return meant?.OccurrenceId ?? throw new CliException(
            "date_unknown",
            dates.Count == 0
                ? "The event has no dates."
                : $"The event has no date {text}; it has {string.Join(", ", dates.Select(date => date.LocalStart[..10]))}.",
            "Use one of these, or next.");
    }
}
