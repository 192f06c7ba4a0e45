using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which something about webhooks is refused.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class WebhookCodes
{
    /// <summary>There is no such webhook.</summary>
    public const string NotFound = "webhook_not_found";

    /// <summary>
    /// Not an https URL of at most <see cref="WebhookBounds.UrlLengthMax"/> characters, or one into a private network.
    /// </summary>
    public const string UrlInvalid = "webhook_url_invalid";

    /// <summary>Nothing of this kind happens here.</summary>
    public const string KindUnknown = "webhook_kind_unknown";

    /// <summary>There are as many webhooks as there may be.</summary>
    public const string TooMany = "webhooks_full";

    /// <summary>The delivery is none of those that are kept.</summary>
    public const string DeliveryUnknown = "webhook_delivery_unknown";

    /// <summary>The webhook is switched off.</summary>
    public const string Disabled = "webhook_disabled";
}
