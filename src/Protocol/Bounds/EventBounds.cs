using System.Collections.Immutable;

namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an event that operators cannot change.</summary>
public static class EventBounds
{
    /// <summary>Longest recurrence rule, in characters.</summary>
    public const int RuleLengthMax = 200;

    /// <summary>Largest interval of a recurrence rule.</summary>
    public const int RuleIntervalMax = 99;

    /// <summary>Most occurrences of an event.</summary>
    public const int OccurrencesMax = 1_000;

    /// <summary>
    /// The choices for a reminder before the start, in minutes, in addition to the one at the start. There are few of them, so
    /// that all people of an event are reminded at few moments.
    /// </summary>
    public static ImmutableArray<int> ReminderMinutes { get; } = [5, 10, 15, 30, 60, 120, 1_440];
}
