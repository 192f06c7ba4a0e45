namespace AudioRooms.System.Tests;

/// <summary>
/// The collection of <see cref="RunsAlone"/>: its tests run one after the other, when all other collections have ended.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
