using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>
/// Addresses to which the server listener grains what happens. docs/wire-protocol.md says how a receiver checks it. Thread-safe.
/// </summary>
public sealed class WebhooksApi
{
    private readonly ServerCalls calls;
    private readonly string key;
    private readonly Webhooks.WebhooksClient stub;

    internal WebhooksApi(ServerCalls calls, GrpcChannel channel, string key)
    {
        this.calls = calls;
        this.key = key;
        stub = new Webhooks.WebhooksClient(channel);
    }

    /// <summary>Registers an address; the answer shows the secret of its signatures, this once.</summary>
    /// <param name="url">Absolute, https, at most 500 characters.</param>
    /// <param name="kinds">Such as <c>room_started</c>; none for everything.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<RegisterWebhookResponse> RegisterAsync(
        string url, IEnumerable<string> kinds, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            stub.RegisterWebhookAsync,
            new RegisterWebhookRequest { Url = url, Kinds = { kinds }, IdempotencyKey = Guid.NewGuid().ToString("N") },
            cancellation);

    /// <summary>Says anew what an address hears, and switches it on or off.</summary>
    /// <param name="webhookId">Which.</param>
    /// <param name="kinds">None for everything.</param>
    /// <param name="enabled">False drops what waits.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<Webhook> UpdateAsync(
        string webhookId, IEnumerable<string> kinds, bool enabled, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            stub.UpdateWebhookAsync,
            new UpdateWebhookRequest { WebhookId = webhookId, Kinds = { kinds }, Enabled = enabled },
            cancellation);

    /// <summary>Forgets an address and what waits for it.</summary>
    public Task RemoveAsync(string webhookId, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(key, stub.RemoveWebhookAsync, new RemoveWebhookRequest { WebhookId = webhookId }, cancellation);

    /// <summary>All of them, at most 20.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellation = default) =>
        (await calls.AsOperatorAsync(
            key, stub.ListWebhooksAsync, new ListWebhooksRequest(), cancellation).ConfigureAwait(false)).Webhooks;

    /// <summary>The newest 100 deliveries to an address, the newest first.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(
        string webhookId, CancellationToken cancellation = default) =>
        (await calls.AsOperatorAsync(
            key, stub.ListWebhookDeliveriesAsync, new ListWebhookDeliveriesRequest { WebhookId = webhookId }, cancellation)
            .ConfigureAwait(false)).Deliveries;

    /// <summary>Sends a delivery again under its own id.</summary>
    public Task<Webhook> RedeliverAsync(string webhookId, string deliveryId, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            stub.RedeliverWebhookAsync,
            new RedeliverWebhookRequest { WebhookId = webhookId, DeliveryId = deliveryId },
            cancellation);
}
