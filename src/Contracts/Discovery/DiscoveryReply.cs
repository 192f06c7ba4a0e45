using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Discovery;

/// <summary>Why a search was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum DiscoveryRejection
{
    /// <summary>The question has neither words nor a topic, or more than 100 characters.</summary>
    QuestionInvalid = 1,

    /// <summary>The topic is not in the topic tree.</summary>
    TopicUnknown = 2,

    /// <summary>The language is not a BCP 47 tag of at most 35 characters.</summary>
    LanguageInvalid = 3,
}

/// <summary>The answer of a search: what was found, or the reason for a refusal.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DiscoveryReply`1")]
public readonly record struct DiscoveryReply<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] DiscoveryRejection? Rejection)
    where T : class
{
    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a search that was carried out.</summary>
    public static implicit operator DiscoveryReply<T>(T value) => new(value, null);

    /// <summary>The answer of a search that was refused.</summary>
    public static implicit operator DiscoveryReply<T>(DiscoveryRejection rejection) => new(null, rejection);
}
