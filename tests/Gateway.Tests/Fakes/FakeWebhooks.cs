using System.Collections.Immutable;
using AudioRooms.Contracts.Webhooks;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>Webhooks that answer with one refusal, or with what they were asked.</summary>
internal sealed class FakeWebhooks : IWebhooksGrain
{
    public WebhookRejection? Rejection { get; set; }

    public List<string> Calls { get; } = [];

    public Task<WebhookReply<RegisteredWebhook>> RegisterAsync(string webhookId, string url, ImmutableArray<string> kinds) =>
        Record($"register {url} {string.Join(',', kinds)}", new RegisteredWebhook(View(webhookId), "secret"));

    public Task<WebhookReply<WebhookView>> UpdateAsync(string webhookId, ImmutableArray<string> kinds, bool isEnabled) =>
        Record($"update {webhookId} {string.Join(',', kinds)} {isEnabled}", View(webhookId));

    public Task RemoveAsync(string webhookId)
    {
        Calls.Add($"remove {webhookId}");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WebhookView>> ListAsync() => Task.FromResult<IReadOnlyList<WebhookView>>([View("w")]);

    public Task<WebhookReply<WebhookDeliveries>> ListDeliveriesAsync(string webhookId) => Record(
        $"deliveries {webhookId}",
        new WebhookDeliveries(
            [new WebhookDelivery(
                "d", "room_started", DateTimeOffset.FromUnixTimeMilliseconds(5), WebhookDeliveryState.Dropped, 3, 500, "e")]));

    public Task<WebhookReply<WebhookView>> RedeliverAsync(string webhookId, string deliveryId) =>
        Record($"redeliver {webhookId} {deliveryId}", View(webhookId));

    private static WebhookView View(string id) => new(
        id, "https://example.org/", ["room_started"], true, "", 2, 500, "e", DateTimeOffset.FromUnixTimeMilliseconds(7));

    private Task<WebhookReply<T>> Record<T>(string call, T value)
        where T : class
    {
        Calls.Add(call);
        return Task.FromResult(Rejection is { } rejection ? new WebhookReply<T>(null, rejection) : value);
    }
}
