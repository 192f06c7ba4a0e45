using AudioRooms.Contracts.Webhooks;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Services.Notifications;

/// <summary>Refusals about webhooks.</summary>
internal static class WebhookErrors
{
    public static WireError Of(WebhookRejection rejection) => rejection switch
    {
        WebhookRejection.NotFound => new(WebhookCodes.NotFound, StatusCode.NotFound, "There is no such webhook."),
        WebhookRejection.UrlInvalid => new(
            WebhookCodes.UrlInvalid,
            StatusCode.InvalidArgument,
            $"A webhook goes to an https URL of at most {WebhookBounds.UrlLengthMax} characters, and not into a private "
                + "network."),
        WebhookRejection.KindUnknown => new(
            WebhookCodes.KindUnknown, StatusCode.InvalidArgument, "There is no such kind of webhook."),
        WebhookRejection.TooMany => new(
            WebhookCodes.TooMany, StatusCode.ResourceExhausted, "This server has as many webhooks as it takes."),
        WebhookRejection.DeliveryUnknown => new(
            WebhookCodes.DeliveryUnknown, StatusCode.FailedPrecondition, "The server does not keep a delivery with this id."),
        WebhookRejection.Disabled => new(WebhookCodes.Disabled, StatusCode.FailedPrecondition, "The webhook is switched off."),
    };
}
