using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Webhooks;

/// <summary>Why a command about webhooks was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum WebhookRejection
{
    /// <summary>There is no such webhook.</summary>
    NotFound = 1,

    /// <summary>The address is not an absolute https URL of at most 500 characters without user information, or it leads into a
    /// private network.</summary>
    UrlInvalid = 2,

    /// <summary>There are no events of this kind.</summary>
    KindUnknown = 3,

    /// <summary>There are as many webhooks as there may be.</summary>
    TooMany = 4,

    /// <summary>The webhook is switched off.</summary>
    Disabled = 5,

    /// <summary>The delivery does not exist or is no longer kept.</summary>
    DeliveryUnknown = 6,
}

/// <summary>The answer of a call about webhooks: the value that was asked for, or the reason for a refusal.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WebhookReply`1")]
public readonly record struct WebhookReply<T>([property: Id(0)] T? Value, [property: Id(1)] WebhookRejection? Rejection)
    where T : class
{
    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator WebhookReply<T>(T value) => new(value, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator WebhookReply<T>(WebhookRejection rejection) => new(null, rejection);
}
