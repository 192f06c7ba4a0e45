using AudioRooms.Contracts.Webhooks;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Webhooks;

namespace AudioRooms.Domain.Tests.Webhooks;

public sealed class WebhookRulesTests
{
    private const string Url = "https://example.org/hook";

    [Theory]
    [InlineData(Url, "room_started", 19, null)]
    [InlineData("http://example.org/hook", "room_started", 0, WebhookRejection.UrlInvalid)]
    [InlineData(Url, "room_exploded", 0, WebhookRejection.KindUnknown)]
    [InlineData(Url, "room_started", 20, WebhookRejection.TooMany)]
    public void CheckRegister_AWebhook_NeedsAnAddressAKindAndAPlace(
        string url, string kind, int count, WebhookRejection? expected) =>
        WebhookRules.CheckRegister(url, [kind], count, countMax: 20, allowsPrivateTargets: false).ShouldBe(expected);

    [Fact]
    public void CheckKinds_NoneAtAll_IsAccepted() => WebhookRules.CheckKinds([]).ShouldBeNull();

    [Theory]
    [InlineData(AnnouncementKind.RoomStarted, "room_started")]
    [InlineData(AnnouncementKind.SpokeOnStage, "spoke_on_stage")]
    public void NameOf_AKind_IsItsWordsInLowerCase(AnnouncementKind kind, string expected)
    {
        WebhookKinds.NameOf(kind).ShouldBe(expected);
        WebhookKinds.IsKnown(expected).ShouldBeTrue();
    }
}
