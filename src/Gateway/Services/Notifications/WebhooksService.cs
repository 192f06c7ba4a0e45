using AudioRooms.Contracts.Users;
using AudioRooms.Contracts.Webhooks;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;
using V1 = AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Services.Notifications;

/// <summary>Webhooks, by which operators' programs are told of events.</summary>
internal sealed class WebhooksService(IGrainFactory grains, DerivedIds ids, GatewayMetrics metrics) : V1.Webhooks.WebhooksBase
{
    // All operators share the webhooks, so a key means the same for all of them.
    private static readonly UserId Operators = new("operators");

    private IWebhooksGrain Webhooks => grains.GetGrain<IWebhooksGrain>(0);

    public override async Task<V1.RegisterWebhookResponse> RegisterWebhook(
        V1.RegisterWebhookRequest request, ServerCallContext context)
    {
        if (request.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid));
        }

        var registered = Accepted(await Webhooks
            .RegisterAsync(ids.New("webhook", Operators, request.IdempotencyKey), request.Url, [.. request.Kinds])
            .ConfigureAwait(false));
        return new V1.RegisterWebhookResponse { Webhook = Of(registered.View), Secret = registered.Secret ?? "" };
    }

    public override async Task<V1.Webhook> UpdateWebhook(V1.UpdateWebhookRequest request, ServerCallContext context) =>
        Of(Accepted(
            await Webhooks.UpdateAsync(request.WebhookId, [.. request.Kinds], request.Enabled).ConfigureAwait(false)));

    public override async Task<V1.RemoveWebhookResponse> RemoveWebhook(V1.RemoveWebhookRequest request, ServerCallContext context)
    {
        await Webhooks.RemoveAsync(request.WebhookId).ConfigureAwait(false);
        return new V1.RemoveWebhookResponse();
    }

    public override async Task<V1.ListWebhooksResponse> ListWebhooks(V1.ListWebhooksRequest request, ServerCallContext context)
    {
        var response = new V1.ListWebhooksResponse();
        response.Webhooks.AddRange((await Webhooks.ListAsync().ConfigureAwait(false)).Select(Of));
        return response;
    }

    public override async Task<V1.ListWebhookDeliveriesResponse> ListWebhookDeliveries(
        V1.ListWebhookDeliveriesRequest request, ServerCallContext context)
    {
        var list = Accepted(await Webhooks.ListDeliveriesAsync(request.WebhookId).ConfigureAwait(false));
        var response = new V1.ListWebhookDeliveriesResponse();
        response.Deliveries.AddRange(list.Deliveries.Select(Of));
        return response;
    }

    public override async Task<V1.Webhook> RedeliverWebhook(V1.RedeliverWebhookRequest request, ServerCallContext context) =>
        Of(Accepted(
            await Webhooks.RedeliverAsync(request.WebhookId, request.DeliveryId).ConfigureAwait(false)));

    private static V1.Webhook Of(WebhookView view)
    {
        var wire = new V1.Webhook
        {
            WebhookId = view.Id,
            Url = view.Url,
            Enabled = view.IsEnabled,
            DisabledReason = view.DisabledReason,
            PendingCount = (uint)view.PendingCount,
            LastStatus = (uint)view.LastStatus,
            LastError = view.LastError,
            FailingSinceUnixMs = view.FailingSince?.ToUnixTimeMilliseconds() ?? 0,
        };
        wire.Kinds.AddRange(view.Kinds);
        return wire;
    }

    private static V1.WebhookDelivery Of(WebhookDelivery delivery) => new()
    {
        DeliveryId = delivery.Id,
        Kind = delivery.Kind,
        AtUnixMs = delivery.At.ToUnixTimeMilliseconds(),
        State = delivery.State switch
        {
            WebhookDeliveryState.Pending => V1.WebhookDeliveryState.Pending,
            WebhookDeliveryState.Delivered => V1.WebhookDeliveryState.Delivered,
            WebhookDeliveryState.Dropped => V1.WebhookDeliveryState.Dropped,
        },
        Attempts = (uint)delivery.Attempts,
        Status = (uint)delivery.Status,
        Error = delivery.Error,
    };

    private T Accepted<T>(WebhookReply<T> reply)
        where T : class => reply.IsAccepted ? reply.Value : throw metrics.Refuse(WebhookErrors.Of(reply.Rejection.Value));
}
