using AudioRooms.Contracts.Webhooks;

namespace AudioRooms.Domain.Webhooks;

/// <summary>Rules about webhooks.</summary>
public static class WebhookRules
{
    /// <summary>The reason why this webhook is refused, or null.</summary>
    /// <param name="kinds">Names of the kinds of events to deliver.</param>
    /// <param name="count">Number of existing webhooks.</param>
    /// <param name="allowsPrivateTargets">True in development: http, and receivers on this machine.</param>
    public static WebhookRejection? CheckRegister(
        string url, IEnumerable<string> kinds, int count, int countMax, bool allowsPrivateTargets) =>
        !WebhookTargets.TryParse(url, allowsPrivateTargets, out _) ? WebhookRejection.UrlInvalid
        : CheckKinds(kinds) is { } rejection ? rejection
        : count >= countMax ? WebhookRejection.TooMany
        : null;

    /// <summary>The reason why these kinds are refused, or null.</summary>
    public static WebhookRejection? CheckKinds(IEnumerable<string> kinds) =>
        kinds.All(WebhookKinds.IsKnown) ? null : WebhookRejection.KindUnknown;
}
