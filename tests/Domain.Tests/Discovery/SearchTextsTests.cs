using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Domain.Rooms;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Discovery;

public sealed class SearchTextsTests
{
    private static readonly Person Ada = new(new UserId("ada"), "ada", "Ada");

    [Theory]
    [InlineData("technology_ai", "technology_ai")]
    [InlineData("intelligence ARTIFICIELLE", "technology_ai")]
    [InlineData("Evenementiel", "business_events")]
    [InlineData("astrology", null)]
    public void TopicOf_IdOrNameInEitherLanguage_IsTheTopic(string written, string? expected) =>
        SearchTexts.TopicOf(written).ShouldBe(expected);

    [Fact]
    public void TopicWords_TopicsOfTheTreeAndOthers_AreTheirNamesAndThoseAbove()
    {
        var topics = SearchTexts.Of(Room()).ShouldNotBeNull().Topics;

        SearchTexts.TopicsOf(topics).ShouldBe(["technology_ai"]);
        FoldedText.Fold(SearchTexts.TopicWords(topics))
            .ShouldBe("homebrew artificial intelligence intelligence artificielle technology technologie");
    }

    [Fact]
    public void Of_EndedRoom_IsNothing() =>
        SearchTexts.Of(Room().End(Ada.Id, DateTimeOffset.UnixEpoch).Next!).ShouldBeNull();

    [Theory]
    [InlineData("", "", DiscoveryRejection.QuestionInvalid)]
    [InlineData("!!", "", DiscoveryRejection.QuestionInvalid)]
    // the caller typed words, but none of them can be searched
    [InlineData("!!", "technology", DiscoveryRejection.QuestionInvalid)]
    [InlineData("", "technology", null)]
    [InlineData("tech", "", null)]
    [InlineData("tech", "astrology", DiscoveryRejection.TopicUnknown)]
    public void Ask_WordsAndTopic_OneIsNeeded(string words, string topic, DiscoveryRejection? expected) =>
        SearchWords.Ask(new SearchQuestion(SearchKind.Person, words, topic, "")).Rejection.ShouldBe(expected);

    [Fact]
    public void Ask_101Characters_AreRefused() =>
        SearchWords.Ask(new SearchQuestion(SearchKind.Person, new string('a', 101), "", "")).Rejection.ShouldBe(
            DiscoveryRejection.QuestionInvalid);

    [Fact]
    public void Ask_LanguageThatIsNoTag_IsRefused() =>
        SearchWords.Ask(new SearchQuestion(SearchKind.Person, "a", "", "%")).Rejection.ShouldBe(
            DiscoveryRejection.LanguageInvalid);

    private static Room Room() => AudioRooms.Domain.Rooms.Room.Create(
        new RoomId("room"),
        new CreateRoom(Ada, "Coffee", ["Artificial intelligence", "homebrew"], "en", StagePolicy.Open, 3),
        new RoomLimits(),
        DateTimeOffset.UnixEpoch).Next!;
}
