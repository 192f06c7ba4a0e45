using System.Collections.Immutable;

namespace AudioRooms.Contracts.Webhooks;

/// <summary>A webhook as operators see it. Without its secret.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Kinds">What it hears; empty for everything.</param>
/// <param name="IsEnabled">It gets what happens.</param>
/// <param name="DisabledReason">Why it was switched off by itself; empty otherwise.</param>
/// <param name="PendingCount">How much waits to be delivered.</param>
/// <param name="LastStatus">HTTP status of the newest attempt; 0 if there was none, or no answer.</param>
/// <param name="LastError">What was wrong with the newest attempt; empty if nothing.</param>
/// <param name="FailingSince">Since when nothing was delivered although something waits; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.WebhookView")]
public sealed record WebhookView(
    [property: Id(0)] string Id,
    [property: Id(1)] string Url,
    [property: Id(2)] ImmutableArray<string> Kinds,
    [property: Id(3)] bool IsEnabled,
    [property: Id(4)] string DisabledReason,
    [property: Id(5)] int PendingCount,
    [property: Id(6)] int LastStatus,
    [property: Id(7)] string LastError,
    [property: Id(8)] DateTimeOffset? FailingSince);

/// <summary>A new webhook with the secret that its deliveries are signed with, which is never shown again.</summary>
/// <param name="View">The webhook.</param>
/// <param name="Secret">Key of the HMAC; null if the webhook was there before.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RegisteredWebhook")]
public sealed record RegisteredWebhook([property: Id(0)] WebhookView View, [property: Id(1)] string? Secret);

/// <summary>How far a delivery is. The numbers are stored.</summary>
public enum WebhookDeliveryState
{
    /// <summary>It waits, or is tried again later.</summary>
    Pending = 1,

    /// <summary>The receiver took it.</summary>
    Delivered = 2,

    /// <summary>The webhook was switched off before.</summary>
    Dropped = 3,
}

/// <summary>One delivery.</summary>
/// <param name="Id">The same on every attempt; receivers know repetitions by it.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="At">When that happened.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Status">HTTP status of the newest attempt; 0 for none.</param>
/// <param name="Error">What was wrong; empty if nothing.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.WebhookDelivery")]
public sealed record WebhookDelivery(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] WebhookDeliveryState State,
    [property: Id(4)] int Attempts,
    [property: Id(5)] int Status,
    [property: Id(6)] string Error);

/// <summary>Deliveries to one webhook, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WebhookDeliveries")]
public sealed record WebhookDeliveries([property: Id(0)] ImmutableArray<WebhookDelivery> Deliveries);
