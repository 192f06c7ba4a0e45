using System.Collections.Immutable;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Webhooks;

/// <summary>
/// Where operators want to hear of what happens here. Key: 0. Each address gets what it asked for in the order in which it
/// happened, at least once, signed; one that fails for a day is switched off.
/// </summary>
[Alias("AudioRooms.IWebhooksGrain")]
public interface IWebhooksGrain : IGrainWithIntegerKey
{
    /// <summary>Adds an address.</summary>
    /// <param name="webhookId">Of the new webhook; repeating the command with it answers with what is there,
    /// without the secret.</param>
    /// <param name="url">Absolute, https.</param>
    /// <param name="kinds">What it wants to hear; empty for everything.</param>
    [Alias("Register")]
    Task<WebhookReply<RegisteredWebhook>> RegisterAsync(string webhookId, string url, ImmutableArray<string> kinds);

    /// <summary>
    /// Says anew what it wants to hear, and switches it on or off. What waits for one that is switched off is dropped.
    /// </summary>
    [Alias("Update")]
    Task<WebhookReply<WebhookView>> UpdateAsync(string webhookId, ImmutableArray<string> kinds, bool isEnabled);

    /// <summary>Removes it with all that is known of it.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string webhookId);

    /// <summary>All webhooks, the oldest first.</summary>
    [Alias("List"), ReadOnly]
    Task<IReadOnlyList<WebhookView>> ListAsync();

    /// <summary>The newest deliveries to a webhook, 100 at most, the newest first.</summary>
    [Alias("ListDeliveries"), ReadOnly]
    Task<WebhookReply<WebhookDeliveries>> ListDeliveriesAsync(string webhookId);

    /// <summary>Sends something again under the id that it had, after whatever waits.</summary>
    [Alias("Redeliver")]
    Task<WebhookReply<WebhookView>> RedeliverAsync(string webhookId, string deliveryId);
}
