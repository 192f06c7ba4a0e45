using System.Collections.Immutable;

namespace AudioRooms.Contracts.Webhooks;

/// <summary>A webhook as operators see it, without its secret.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Url">The address that receives the deliveries.</param>
/// <param name="Kinds">Kinds of events to deliver; empty for all.</param>
/// <param name="IsEnabled">True if deliveries are sent.</param>
/// <param name="DisabledReason">Why the server switched it off; empty if it did not.</param>
/// <param name="PendingCount">Number of deliveries that wait.</param>
/// <param name="LastStatus">HTTP status of the newest attempt; 0 if there was no attempt or no answer.</param>
/// <param name="LastError">What was wrong with the newest attempt; empty if nothing was.</param>
/// <param name="FailingSince">Since when every attempt has failed while deliveries wait; null otherwise.</param>
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

/// <summary>A new webhook with its secret, which is never shown again.</summary>
/// <param name="View">The webhook.</param>
/// <param name="Secret">HMAC key that signs the deliveries; null if the webhook existed before.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RegisteredWebhook")]
public sealed record RegisteredWebhook([property: Id(0)] WebhookView View, [property: Id(1)] string? Secret);

/// <summary>The state of a delivery. The numbers are stored.</summary>
public enum WebhookDeliveryState
{
    /// <summary>Waits for its first attempt or the next one.</summary>
    Pending = 1,

    /// <summary>The receiver accepted it.</summary>
    Delivered = 2,

    /// <summary>The webhook was switched off before it was delivered.</summary>
    Dropped = 3,
}

/// <summary>One delivery.</summary>
/// <param name="Id">The same on every attempt, so that a receiver recognises repetitions.</param>
/// <param name="Kind">Kind of the event.</param>
/// <param name="At">When the event happened.</param>
/// <param name="State">How far the delivery is.</param>
/// <param name="Attempts">Number of attempts.</param>
/// <param name="Status">HTTP status of the newest attempt; 0 if there was no answer.</param>
/// <param name="Error">What was wrong with the newest attempt; empty if nothing was.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.WebhookDelivery")]
public sealed record WebhookDelivery(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] WebhookDeliveryState State,
    [property: Id(4)] int Attempts,
    [property: Id(5)] int Status,
    [property: Id(6)] string Error);

/// <summary>Deliveries to one webhook, newest first.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WebhookDeliveries")]
public sealed record WebhookDeliveries([property: Id(0)] ImmutableArray<WebhookDelivery> Deliveries);
