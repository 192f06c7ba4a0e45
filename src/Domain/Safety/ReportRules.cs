using AudioRooms.Contracts.Safety;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Safety;

/// <summary>What a person may report, how often, and what the accused learns of it.</summary>
public static class ReportRules
{
    /// <summary>The time in which <see cref="SafetyBounds.ReportsPerDayMax"/> reports of one person are taken.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Why the words of a report are refused, or null. A report needs none.</summary>
    public static SafetyRejection? CheckText(string text) =>
        text.Length > 0 && !StandingRules.IsText(text) ? SafetyRejection.ReportTextInvalid : null;

    /// <summary>How long the person has to wait before the next report; null if it is taken now.</summary>
    /// <param name="filed">When the person filed the reports of the last <see cref="Day"/>, the oldest first.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? WaitFor(IReadOnlyList<DateTimeOffset> filed, DateTimeOffset now) =>
        filed.Count >= SafetyBounds.ReportsPerDayMax ? filed[0] + Day - now : null;

    /// <summary>
    /// Why an account is suspended, in words for its person; null if nothing is known. A reviewer's note may speak of the people
    /// who reported; what the reports were about does not.
    /// </summary>
    public static string? SuspensionReason(SafetyCase decided, IReadOnlyList<ReportReason> reasons) => reasons.Count == 0
        ? decided.Decision?.Note
        : string.Join(", ", reasons.Select(WordOf).Distinct(StringComparer.Ordinal));

    // "SelfHarm" becomes "self harm".
    private static string WordOf(ReportReason reason) => string.Concat($"{reason}".Select((letter, place) =>
        char.IsUpper(letter) && place > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
