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
            WebhookCodes.KindUnknown, StatusCode.InvalidArgument, "Nothing of this kind happens here."),
        WebhookRejection.TooMany => new(
            WebhookCodes.TooMany, StatusCode.ResourceExhausted, "There are as many webhooks as there may be."),
        WebhookRejection.DeliveryUnknown => new(
            WebhookCodes.DeliveryUnknown, StatusCode.FailedPrecondition, "The delivery is none of those that are kept."),
        WebhookRejection.Disabled => new(WebhookCodes.Disabled, StatusCode.FailedPrecondition, "The webhook is switched off."),
    };
}
