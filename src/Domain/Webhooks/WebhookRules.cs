using AudioRooms.Contracts.Webhooks;

namespace AudioRooms.Domain.Webhooks;

/// <summary>What a webhook may be.</summary>
public static class WebhookRules
{
    /// <summary>Why this webhook is refused, or null.</summary>
    /// <param name="url">Where it is to be sent.</param>
    /// <param name="kinds">Names of what it is to hear of.</param>
    /// <param name="count">Webhooks that there are.</param>
    /// <param name="countMax">Most that there may be.</param>
    /// <param name="allowsPrivateTargets">True in development: http, and receivers on this machine.</param>
    public static WebhookRejection? CheckRegister(
        string url, IEnumerable<string> kinds, int count, int countMax, bool allowsPrivateTargets) =>
        !WebhookTargets.TryParse(url, allowsPrivateTargets, out _) ? WebhookRejection.UrlInvalid
        : CheckKinds(kinds) is { } rejection ? rejection
        : count >= countMax ? WebhookRejection.TooMany
        : null;

    /// <summary>Why these kinds are refused, or null.</summary>
    public static WebhookRejection? CheckKinds(IEnumerable<string> kinds) =>
        kinds.All(WebhookKinds.IsKnown) ? null : WebhookRejection.KindUnknown;
}
