using AudioRooms.Contracts.Webhooks;
using Grpc.Core;

namespace AudioRooms.Gateway.Commands;

/// <content>Refusals about webhooks.</content>
internal static partial class WireErrors
{
    /// <summary>A command about webhooks was refused.</summary>
    public static WireError Of(WebhookRejection rejection) => rejection switch
    {
        WebhookRejection.NotFound => new("webhook_not_found", StatusCode.NotFound, "There is no such webhook."),
        WebhookRejection.UrlInvalid => new(
            "webhook_url_invalid",
            StatusCode.InvalidArgument,
            "A webhook goes to an https URL of at most 500 characters, and not into a private network."),
        WebhookRejection.KindUnknown => new("webhook_kind_unknown", StatusCode.InvalidArgument, "Nothing of this kind happens here."),
        WebhookRejection.TooMany => new("webhooks_full", StatusCode.ResourceExhausted, "There are as many webhooks as there may be."),
        WebhookRejection.DeliveryUnknown => new(
            "webhook_delivery_unknown", StatusCode.FailedPrecondition, "The delivery is none of those that are kept."),
        WebhookRejection.Disabled => new("webhook_disabled", StatusCode.FailedPrecondition, "The webhook is switched off."),
    };
}
