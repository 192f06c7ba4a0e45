using AudioRooms.Wire.V1;
using Grpc.Net.Client;

namespace AudioRooms.Client.Api;

/// <summary>The addresses that receive the server's events by HTTP POST. docs/wire-protocol.md says how a receiver checks a
/// delivery. Thread-safe.</summary>
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

    /// <summary>Registers an address. Only this answer has the secret that signs its deliveries.</summary>
    /// <param name="url">Absolute, https, at most 500 characters.</param>
    /// <param name="kinds">Kinds of events, such as <c>room_started</c>; empty for all.</param>
    public Task<RegisterWebhookResponse> RegisterAsync(
        string url, IEnumerable<string> kinds, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            stub.RegisterWebhookAsync,
            new RegisterWebhookRequest { Url = url, Kinds = { kinds }, IdempotencyKey = Guid.NewGuid().ToString("N") },
            cancellation);

    /// <summary>Replaces the kinds of events, and switches the webhook on or off.</summary>
    /// <param name="kinds">Empty for all.</param>
    /// <param name="enabled">False drops the deliveries that wait.</param>
    public Task<Webhook> UpdateAsync(
        string webhookId, IEnumerable<string> kinds, bool enabled, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            stub.UpdateWebhookAsync,
            new UpdateWebhookRequest { WebhookId = webhookId, Kinds = { kinds }, Enabled = enabled },
            cancellation);

    /// <summary>Removes a webhook and the deliveries that wait for it.</summary>
    public Task RemoveAsync(string webhookId, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(key, stub.RemoveWebhookAsync, new RemoveWebhookRequest { WebhookId = webhookId }, cancellation);

    /// <summary>All webhooks, at most 20.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellation = default) =>
        (await calls.AsOperatorAsync(
            key, stub.ListWebhooksAsync, new ListWebhooksRequest(), cancellation).ConfigureAwait(false)).Webhooks;

    /// <summary>The newest 100 deliveries to an address, newest first.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(
        string webhookId, CancellationToken cancellation = default) =>
        (await calls.AsOperatorAsync(
            key, stub.ListWebhookDeliveriesAsync, new ListWebhookDeliveriesRequest { WebhookId = webhookId }, cancellation)
            .ConfigureAwait(false)).Deliveries;

    /// <summary>Sends a delivery again under its original id.</summary>
    public Task<Webhook> RedeliverAsync(string webhookId, string deliveryId, CancellationToken cancellation = default) =>
        calls.AsOperatorAsync(
            key,
            stub.RedeliverWebhookAsync,
            new RedeliverWebhookRequest { WebhookId = webhookId, DeliveryId = deliveryId },
            cancellation);
}
