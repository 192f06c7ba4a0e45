using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of refusals about webhooks. Programs compare the codes; people read the text beside them.</summary>
public static class WebhookCodes
{
    /// <summary>There is no such webhook.</summary>
    public const string NotFound = "webhook_not_found";

    /// <summary>
    /// The URL is no https URL of at most <see cref="WebhookBounds.UrlLengthMax"/> characters, or leads into a private network.
    /// </summary>
    public const string UrlInvalid = "webhook_url_invalid";

    /// <summary>There is no such kind of event here.</summary>
    public const string KindUnknown = "webhook_kind_unknown";

    /// <summary>There are as many webhooks as allowed.</summary>
    public const string TooMany = "webhooks_full";

    /// <summary>There is no such delivery among those that are kept.</summary>
    public const string DeliveryUnknown = "webhook_delivery_unknown";

    /// <summary>The webhook is switched off.</summary>
    public const string Disabled = "webhook_disabled";
}
