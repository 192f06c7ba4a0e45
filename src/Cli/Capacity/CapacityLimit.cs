namespace AudioRooms.Cli.Capacity;

/// <summary>Something that does not grow by adding processes.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Share">How much of it the plan uses: 1 is all of it.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record CapacityLimit(string Name, double Share, string Remedy);
