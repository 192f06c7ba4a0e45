using Xunit.Abstractions;

namespace AudioRooms.System.Tests;

/// <summary>Starts the longest classes first: a long one that began last would run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
        [nameof(ReadmeTests), nameof(OneAccountTests), nameof(SampleTests), nameof(SocialVerbsTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection => PlaceOf(collection.DisplayName))
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    private static int PlaceOf(string collection)
    {
        var place = Array.FindIndex(Long, name => collection.EndsWith($".{name}", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
