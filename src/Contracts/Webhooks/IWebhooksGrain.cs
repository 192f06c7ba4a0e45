using System.Collections.Immutable;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Webhooks;

/// <summary>The operators' webhooks. Key: 0. Each webhook receives the signed events of the kinds that it asked for, in the order
/// in which they happened, at least once. A webhook that fails for a day is switched off.</summary>
[Alias("AudioRooms.IWebhooksGrain")]
public interface IWebhooksGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a webhook.</summary>
    /// <param name="webhookId">Id of the new webhook. A second call with the same id returns the existing webhook without its
    /// secret.</param>
    /// <param name="url">Absolute, https.</param>
    /// <param name="kinds">Kinds of events to deliver; empty for all.</param>
    [Alias("Register")]
    Task<WebhookReply<RegisteredWebhook>> RegisterAsync(string webhookId, string url, ImmutableArray<string> kinds);

    /// <summary>Replaces the kinds of events and switches the webhook on or off. Pending deliveries of a webhook that is switched
    /// off are dropped.</summary>
    [Alias("Update")]
    Task<WebhookReply<WebhookView>> UpdateAsync(string webhookId, ImmutableArray<string> kinds, bool isEnabled);

    /// <summary>Removes a webhook and its deliveries.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string webhookId);

    /// <summary>All webhooks, oldest first.</summary>
    [Alias("List"), ReadOnly]
    Task<IReadOnlyList<WebhookView>> ListAsync();

    /// <summary>The newest deliveries to a webhook, at most 100, newest first.</summary>
    [Alias("ListDeliveries"), ReadOnly]
    Task<WebhookReply<WebhookDeliveries>> ListDeliveriesAsync(string webhookId);

    /// <summary>Delivers an event again under its original delivery id, after the pending deliveries.</summary>
    [Alias("Redeliver")]
    Task<WebhookReply<WebhookView>> RedeliverAsync(string webhookId, string deliveryId);
}
