using System.Collections.Frozen;
using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Discovery;

namespace AudioRooms.Domain.Tests.Discovery;

public sealed class HallwayTasteTests
{
    private static readonly HallwayTaste Taste = new(Set("friend"), Set("enemy"), Set("club"), Set("science"));

    [Theory]
    [InlineData("friend", "", "", "", HallwayReason.Followed)]
    [InlineData("stranger", "friend", "", "", HallwayReason.Followed)]
    [InlineData("friend", "", "club", "science", HallwayReason.Followed)]
    [InlineData("stranger", "", "club", "science", HallwayReason.Club)]
    [InlineData("stranger", "", "other", "science", HallwayReason.Interest)]
    [InlineData("stranger", "other", "other", "sports", HallwayReason.Other)]
    [InlineData("stranger", "", "", "", HallwayReason.Other)]
    [InlineData("enemy", "friend", "club", "science", null)]
    [InlineData("friend", "enemy", "club", "science", null)]
    public void ReasonFor_ARoom_IsTheStrongest(string owner, string onStage, string club, string topic, HallwayReason? reason) =>
        Taste.ReasonFor(new ListedRoom("room", 1, owner, Parts(onStage), club, Parts(topic), "en")).ShouldBe(reason);

    [Theory]
    [InlineData("fr", "", true)]
    [InlineData("fr", "fr", true)]
    [InlineData("fr-ca", "fr", true)]
    [InlineData("fr", "fr-ca", false)]
    [InlineData("fro", "fr", false)]
    [InlineData("", "fr", false)]
    public void IsIn_ALanguage_TakesItsRegionalForms(string ofRoom, string wanted, bool isIn) =>
        new ListedRoom("room", 1, "owner", [], "", [], ofRoom).IsIn(wanted).ShouldBe(isIn);

    private static ImmutableArray<string> Parts(string part) => part.Length == 0 ? [] : [part];

    private static FrozenSet<string> Set(string id) => FrozenSet.Create(StringComparer.Ordinal, id);
}
