namespace AudioRooms.Domain.Discovery;

/// <summary>What to read from the database to bring the listed rooms up to date.</summary>
/// <param name="At">Time of the reading.</param>
/// <param name="ChangesSince">Read the changes at or after this time.</param>
/// <param name="IsWhole">True to read every room again, whatever the changes say.</param>
public readonly record struct HallwayReading(DateTimeOffset At, DateTimeOffset ChangesSince, bool IsWhole);

/// <summary>What the changes mean, before any of it is stored in memory.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="SeenChanges">Ids of the changes that need not be looked at again.</param>
/// <param name="Hidden">Ids of rooms that are hidden because their owner is suspended.</param>
/// <param name="Rooms">Ids of the rooms to read; null for all of them.</param>
/// <param name="People">Ids of the people whose follows, blocks or interests changed.</param>
public sealed record HallwayFindings(
    HallwayReading Reading,
    IReadOnlySet<string> SeenChanges,
    IReadOnlySet<string> Hidden,
    IReadOnlySet<string>? Rooms,
    IReadOnlySet<string> People);
