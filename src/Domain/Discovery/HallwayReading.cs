namespace AudioRooms.Domain.Discovery;

/// <summary>What must be read to bring listed rooms up to date.</summary>
/// <param name="At">The time of the reading.</param>
/// <param name="ChangesSince">Changes at or after this time are to be read.</param>
/// <param name="IsWhole">True if every room is to be read again, whatever the changes say.</param>
public readonly record struct HallwayReading(DateTimeOffset At, DateTimeOffset ChangesSince, bool IsWhole);

/// <summary>What the changes say, before any of it is noted.</summary>
/// <param name="Reading">What was to be read.</param>
/// <param name="SeenChanges">Ids of the changes that need not be looked at again.</param>
/// <param name="Hidden">Ids of rooms that nobody is shown, because their owner is suspended.</param>
/// <param name="Rooms">Ids of the rooms to read; null for all of them.</param>
/// <param name="People">Ids of the people whose taste is another.</param>
public sealed record HallwayFindings(
    HallwayReading Reading,
    IReadOnlySet<string> SeenChanges,
    IReadOnlySet<string> Hidden,
    IReadOnlySet<string>? Rooms,
    IReadOnlySet<string> People);
