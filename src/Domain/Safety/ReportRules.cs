using AudioRooms.Contracts.Safety;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Safety;

/// <summary>Rules about reports: their texts, how many a person may file, and what the accused is told.</summary>
public static class ReportRules
{
    /// <summary>The period in which a person may file <see cref="SafetyBounds.ReportsPerDayMax"/> reports.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The reason why the text of a report is refused, or null. The text may be empty.</summary>
    public static SafetyRejection? CheckText(string text) =>
        text.Length > 0 && !StandingRules.IsText(text) ? SafetyRejection.ReportTextInvalid : null;

    /// <summary>How long the person must wait before the next report; null if it is accepted now.</summary>
    /// <param name="filed">When the person filed the reports of the last <see cref="Day"/>, oldest first.</param>
    public static TimeSpan? WaitFor(IReadOnlyList<DateTimeOffset> filed, DateTimeOffset now) =>
        filed.Count >= SafetyBounds.ReportsPerDayMax ? filed[0] + Day - now : null;

    /// <summary>The reason of a suspension, worded for the suspended person; null if none is known. It names the reasons of the
    /// reports and not the reviewer's note, because the note may mention the people who reported.</summary>
    public static string? SuspensionReason(SafetyCase decided, IReadOnlyList<ReportReason> reasons) => reasons.Count == 0
        ? decided.Decision?.Note
        : string.Join(", ", reasons.Select(WordOf).Distinct(StringComparer.Ordinal));

    // "SelfHarm" becomes "self harm".
    private static string WordOf(ReportReason reason) => string.Concat($"{reason}".Select((letter, place) =>
        char.IsUpper(letter) && place > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
