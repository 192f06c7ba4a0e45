using System.Collections.Immutable;
using System.Security.Cryptography;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Webhooks;
using AudioRooms.Domain.Webhooks;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Keeps the list of webhooks. It takes one call at a time, so that their number stays within the bound.</summary>
internal sealed class WebhooksGrain(
    WebhookStore store, IOptions<WebhookOptions> options, [ProductClock] TimeProvider time) : Grain, IWebhooksGrain
{
    private const int SecretBytes = 32;

    public async Task<WebhookReply<RegisteredWebhook>> RegisterAsync(string webhookId, string url, ImmutableArray<string> kinds)
    {
        if (await store.FindAsync(webhookId) is { } known)
        {
            return new RegisteredWebhook(known, null);
        }

        var count = (await store.ListAsync()).Count;
        var rejection = WebhookRules.CheckRegister(
            url, kinds, count, options.Value.CountMax, options.Value.AllowsPrivateTargets);
        if (rejection is not null)
        {
            return rejection.Value;
        }

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        await store.InsertAsync(webhookId, url, secret, [.. kinds.Distinct(StringComparer.Ordinal)], time.GetUtcNow());
        return new RegisteredWebhook((await store.FindAsync(webhookId))!, secret);
    }

    public async Task<WebhookReply<WebhookView>> UpdateAsync(string webhookId, ImmutableArray<string> kinds, bool isEnabled)
    {
        if (await store.FindAsync(webhookId) is null)
        {
            return WebhookRejection.NotFound;
        }

        if (WebhookRules.CheckKinds(kinds) is { } rejection)
        {
            return rejection;
        }

        await store.UpdateAsync(webhookId, [.. kinds.Distinct(StringComparer.Ordinal)], isEnabled);
        return (await store.FindAsync(webhookId))!;
    }

    public Task RemoveAsync(string webhookId) => store.RemoveAsync(webhookId);

    public async Task<IReadOnlyList<WebhookView>> ListAsync() => await store.ListAsync();

    public async Task<WebhookReply<WebhookDeliveries>> ListDeliveriesAsync(string webhookId) =>
        await store.FindAsync(webhookId) is null
            ? WebhookRejection.NotFound
            : new WebhookDeliveries(await store.DeliveriesAsync(webhookId));

    public async Task<WebhookReply<WebhookView>> RedeliverAsync(string webhookId, string deliveryId) => await store.FindAsync(
        webhookId) switch
    {
        null => WebhookRejection.NotFound,
        { IsEnabled: false } => WebhookRejection.Disabled,
        var found =>
            await store.AppendAgainAsync(webhookId, deliveryId, time.GetUtcNow()) ? found : WebhookRejection.DeliveryUnknown,
    };
}
