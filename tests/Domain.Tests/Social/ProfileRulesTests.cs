using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Social;

namespace AudioRooms.Domain.Tests.Social;

public sealed class ProfileRulesTests
{
    private static readonly Profile Ada = new(
        new Person(new UserId("ada"), "ada", "Ada"), "Mathematics.", ["science"], "en", ["Engines"], true,
        DateTimeOffset.UnixEpoch, 3, 4);

    [Fact]
    public void Change_NothingSaid_ChangesNothing()
    {
        var next = ProfileRules.Change(Ada, new ProfileChange()).Value.ShouldNotBeNull();

        (next.Person, next.Bio, next.Language, next.IsVerified, next.FollowerCount).ShouldBe(
            (Ada.Person, Ada.Bio, Ada.Language, true, 3L));
        next.Interests.ShouldBe(Ada.Interests);
        next.Expertise.ShouldBe(Ada.Expertise);
    }

    [Theory]
    [InlineData(160, null)]
    [InlineData(161, PeopleRejection.BioInvalid)]
    public void Change_BioLength_IsBoundedByWhatPeopleSee(int length, PeopleRejection? expected)
    {
        var bio = string.Concat(Enumerable.Repeat("e\u0301", length)); // combining accents: one character each

        ProfileRules.Change(Ada, new ProfileChange(Bio: bio)).Rejection.ShouldBe(expected);
    }

    [Fact]
    public void Change_Bio_IsTrimmedAndItsLineEndingsMadeOne() =>
        ProfileRules.Change(Ada, new ProfileChange(Bio: " one\r\ntwo ")).Value!.Bio.ShouldBe("one\ntwo");

    [Theory]
    [InlineData("<script>", null)] // text, never markup: shown as it is
    [InlineData("a\u202Eb", PeopleRejection.BioInvalid)]
    [InlineData("a\0b", PeopleRejection.BioInvalid)]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9", PeopleRejection.BioInvalid)]
    public void Change_BioContent_HidesNothing(string bio, PeopleRejection? expected) =>
        ProfileRules.Change(Ada, new ProfileChange(Bio: bio)).Rejection.ShouldBe(expected);

    [Theory]
    [InlineData("", PeopleRejection.NameInvalid)]
    [InlineData("  ", PeopleRejection.NameInvalid)]
    [InlineData("Ada\nLovelace", PeopleRejection.NameInvalid)]
    [InlineData(" Ada Lovelace ", null)]
    public void Change_Name_IsOneLine(string name, PeopleRejection? expected) =>
        ProfileRules.Change(Ada, new ProfileChange(Name: name)).Rejection.ShouldBe(expected);

    [Fact]
    public void Change_NameOf51Characters_IsRefused() =>
        ProfileRules.Change(Ada, new ProfileChange(Name: new string('x', 51))).Rejection.ShouldBe(PeopleRejection.NameInvalid);

    [Fact]
    public void Change_Interests_AreOfTheTreeAndDifferent()
    {
        ImmutableArray<string> many = [.. TopicTree.All.Take(21).Select(topic => topic.Id)];

        ProfileRules.Change(Ada, new ProfileChange(Interests: [.. many.Take(20)])).IsAccepted.ShouldBeTrue();
        ProfileRules.Change(Ada, new ProfileChange(Interests: many)).Rejection.ShouldBe(PeopleRejection.InterestsInvalid);
        ProfileRules.Change(Ada, new ProfileChange(Interests: ["science", "science"])).Rejection.ShouldBe(
            PeopleRejection.InterestsInvalid);
        ProfileRules.Change(Ada, new ProfileChange(Interests: ["astrology"])).Rejection.ShouldBe(
            PeopleRejection.InterestsInvalid);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("fr-CA", null)]
    [InlineData("french!", PeopleRejection.LanguageInvalid)]
    public void Change_Language_IsATagOrNone(string language, PeopleRejection? expected) =>
        ProfileRules.Change(Ada, new ProfileChange(Language: language)).Rejection.ShouldBe(expected);

    [Fact]
    public void Change_Expertise_IsThreeLines()
    {
        ProfileRules.Change(Ada, new ProfileChange(Expertise: ["a", "b", "c"])).IsAccepted.ShouldBeTrue();
        ProfileRules.Change(Ada, new ProfileChange(Expertise: ["a", "b", "c", "d"])).Rejection.ShouldBe(
            PeopleRejection.ExpertiseInvalid);
        ProfileRules.Change(Ada, new ProfileChange(Expertise: [" "])).Rejection.ShouldBe(PeopleRejection.ExpertiseInvalid);
        ProfileRules.Change(Ada, new ProfileChange(Expertise: [new string('x', 81)])).Rejection.ShouldBe(
            PeopleRejection.ExpertiseInvalid);
    }
}
