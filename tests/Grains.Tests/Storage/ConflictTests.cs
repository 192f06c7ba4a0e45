using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Tests.Storage;

public sealed class ConflictTests
{
    /// <summary>Gateways answer such an error with "try again". The next try succeeds, because the outdated activation
    /// ends.</summary>
    [Fact]
    public void Conflicts_OfEveryStore_AreErrorsOfTheCluster()
    {
        var conflicts = typeof(RoomJournalConflictException).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Exception))
                && type.Name.EndsWith("ConflictException", StringComparison.Ordinal))
            .ToList();

        conflicts.Count.ShouldBe(4);
        conflicts.ShouldAllBe(type => type.IsSubclassOf(typeof(OrleansException)));
    }
}
