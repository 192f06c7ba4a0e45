using System.Collections.Immutable;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>A state like those of applications.</summary>
[GenerateSerializer]
[Alias("tests.StoredProfile")]
public sealed record StoredProfile
{
    [Id(0)]
    public string Name { get; init; } = "";

    [Id(1)]
    public int Visits { get; init; }

    [Id(2)]
    public ImmutableList<string> Interests { get; init; } = [];
}
