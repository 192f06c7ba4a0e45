using AudioRooms.Contracts;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Sends one delivery. All deliveries of one webhook are in one lane, so none overtakes a failing one.</summary>
internal sealed class WebhookWork(
    WebhookStore store, WebhookSender sender, [ProductClock] TimeProvider time) : IScheduledWorkHandler
{
    private const string WorkKind = "webhook";

    public string Kind => WorkKind;

    public static ScheduledWork Of(string webhookId, string deliveryId, DateTimeOffset at) =>
        new(WorkKind, $"{webhookId}/{deliveryId}", at, "{}", $"webhook {webhookId}");

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var parts = work.Key.Split('/', 2);
        var (webhookId, deliveryId) = (parts[0], parts[1]);
        if (await store.PendingAsync(webhookId, deliveryId) is not { } delivery)
        {
            return;
        }

        var (status, error) = await sender.SendAsync(delivery, deliveryId, ct);
        if (!await store.FinishAsync(webhookId, deliveryId, status, error, time.GetUtcNow()))
        {
            throw new HttpRequestException($"Webhook {webhookId}: {error}");
        }
    }
}
