using System.Text.RegularExpressions;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Contracts.Tests;

public sealed partial class TopicTreeTests
{
    [Fact]
    public void All_Ids_AreDifferentAndPlain() => TopicTree.All.Select(topic => topic.Id).ShouldSatisfyAllConditions(
        ids => ids.ShouldBeUnique(),
        ids => ids.ShouldAllBe(id => IdForm().IsMatch(id)));

    [Fact]
    public void All_Children_ComeAfterAParentOfTheFirstLevel()
    {
        var seen = new HashSet<string>();
        foreach (var topic in TopicTree.All)
        {
            (topic.ParentId.Length == 0 || seen.Contains(topic.ParentId)).ShouldBeTrue(topic.Id);
            if (topic.ParentId.Length == 0)
            {
                seen.Add(topic.Id);
            }
        }
    }

    [Fact]
    public void All_Names_AreThereInBothLanguages() =>
        TopicTree.All.ShouldAllBe(topic => topic.English.Trim().Length > 0 && topic.French.Trim().Length > 0);

    [Fact]
    public void WithChildren_OfAParent_IsItAndItsChildren() =>
        TopicTree.WithChildren("food").ShouldBe(["food", "food_cooking", "food_restaurants", "food_wine"]);

    [Fact]
    public void WithChildren_OfNothing_IsEmpty() => TopicTree.WithChildren("").ShouldBeEmpty();

    [GeneratedRegex("^[a-z][a-z_]{1,39}$")]
    private static partial Regex IdForm();
}
