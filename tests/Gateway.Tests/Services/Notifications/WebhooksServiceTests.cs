using AudioRooms.Contracts.Webhooks;
using AudioRooms.Gateway.Services.Notifications;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.Sessions;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Services.Notifications;

/// <summary>How the gateway handles requests about webhooks.</summary>
public sealed class WebhooksServiceTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private readonly Metadata key = new() { { "operator-key", GatewayHost.OperatorKey } };

    private Wire.V1.Webhooks.WebhooksClient Webhooks => new(host.Channel);

    private FakeWebhooks Fake => host.Cluster.Webhooks;

    public static TheoryData<WebhookRejection> Rejections => new(Enum.GetValues<WebhookRejection>());

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task Register_Refused_CarriesTheCode(WebhookRejection rejection)
    {
        Fake.Rejection = rejection;

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Webhooks.RegisterWebhookAsync(new Wire.V1.RegisterWebhookRequest { Url = "x" }, key));

        refused.Trailers.GetValue("refusal-code").ShouldBe(WebhookErrors.Of(rejection).Code);
    }

    [Fact]
    public async Task EveryCall_ByAMember_IsForbidden()
    {
        var ada = await host.SignInAsync("webhooks_ada");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Webhooks.ListWebhooksAsync(new Wire.V1.ListWebhooksRequest(), ada));

        refused.StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task EveryCall_ByAnOperator_ReachesTheWebhooks()
    {
        Fake.Rejection = null;
        Fake.Calls.Clear();

        var registered = await Webhooks.RegisterWebhookAsync(
            new Wire.V1.RegisterWebhookRequest { Url = "https://example.org/", Kinds = { "room_started" }, IdempotencyKey = "k" },
            key);
        var again = await Webhooks.RegisterWebhookAsync(
            new Wire.V1.RegisterWebhookRequest { Url = "https://example.org/", Kinds = { "room_started" }, IdempotencyKey = "k" },
            key);
        await Webhooks.UpdateWebhookAsync(
            new Wire.V1.UpdateWebhookRequest { WebhookId = "w", Kinds = { "room_ended" }, Enabled = true }, key);
        await Webhooks.RedeliverWebhookAsync(new Wire.V1.RedeliverWebhookRequest { WebhookId = "w", DeliveryId = "d" }, key);
        await Webhooks.RemoveWebhookAsync(new Wire.V1.RemoveWebhookRequest { WebhookId = "w" }, key);
        var deliveries = await Webhooks.ListWebhookDeliveriesAsync(
            new Wire.V1.ListWebhookDeliveriesRequest { WebhookId = "w" }, key);
        var list = await Webhooks.ListWebhooksAsync(new Wire.V1.ListWebhooksRequest(), key);

        registered.Secret.ShouldBe("secret");
        again.Webhook.WebhookId.ShouldBe(registered.Webhook.WebhookId);
        Fake.Calls.ShouldBe(
        [
            "register https://example.org/ room_started", "register https://example.org/ room_started",
            "update w room_ended True", "redeliver w d",
            "remove w", "deliveries w",
        ]);
        deliveries.Deliveries.ShouldHaveSingleItem().ShouldBe(new Wire.V1.WebhookDelivery
        {
            DeliveryId = "d", Kind = "room_started", AtUnixMs = 5, State = Wire.V1.WebhookDeliveryState.Dropped, Attempts = 3,
            Status = 500, Error = "e",
        });
        list.Webhooks.ShouldHaveSingleItem().ShouldBe(new Wire.V1.Webhook
        {
            WebhookId = "w", Url = "https://example.org/", Kinds = { "room_started" }, Enabled = true, PendingCount = 2,
            LastStatus = 500,
            LastError = "e", FailingSinceUnixMs = 7,
        });
    }
}
