using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Whether a room can be entered.</summary>
public enum RoomPhase
{
    /// <summary>People may come in.</summary>
    Live = 1,

    /// <summary>Over for everybody; a room does not come back.</summary>
    Ended = 2,
}

/// <summary>Who may take the stage without an invitation.</summary>
public enum StagePolicy
{
    /// <summary>Everybody in the room: small informal rooms.</summary>
    Open = 1,

    /// <summary>The owner, the host, the co-hosts, and invited people.</summary>
    Owner = 2,
}

/// <summary>What everybody may know about a public room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCard")]
public sealed record RoomCard(
    [property: Id(0)] RoomId Room,
    [property: Id(1)] string Title,
    [property: Id(2)] ImmutableArray<string> Topics,
    [property: Id(3)] string Language,
    [property: Id(4)] Person Owner,
    [property: Id(5)] RoomPhase Phase,
    [property: Id(6)] int SpeakerCount,
    [property: Id(7)] int ListenerCount,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset? EndedAt,
    [property: Id(10)] StagePolicy StagePolicy,
    [property: Id(11)] int ActiveSpeakers)
{
    /// <summary>Who may enter. Only open rooms are listed and shown to strangers.</summary>
    [Id(12)]
    public RoomKind Kind { get; init; } = RoomKind.Open;

    /// <summary>True while newcomers cannot enter.</summary>
    [Id(13)]
    public bool IsLocked { get; init; }

    /// <summary>The club that the room belongs to; null for none.</summary>
    [Id(14)]
    public RoomClub? Club { get; init; }
}

/// <summary>A room as a participant sees it. The events after <paramref name="Version"/> bring it up to date.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomView")]
public sealed record RoomView(
    [property: Id(0)] RoomCard Card,
    [property: Id(1)] long Version,
    [property: Id(2)] StageView Stage)
{
    /// <summary>Who may enter, who may raise a hand, and what is shown of the audience.</summary>
    [Id(3)]
    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    /// <summary>The person who holds the room now.</summary>
    [Id(4)]
    public UserId Host { get; init; } = Card.Owner.Id;

    /// <summary>Co-hosts in the order of succession.</summary>
    [Id(5)]
    public ImmutableArray<UserId> CoHosts { get; init; } = [];

    /// <summary>Raised hands, next turn first. For hosts; everybody else learns only their own place.</summary>
    [Id(6)]
    public ImmutableArray<HandView> Hands { get; init; } = [];

    /// <summary>People who were invited to the stage and have not answered.</summary>
    [Id(7)]
    public ImmutableArray<UserId> Invited { get; init; } = [];

    /// <summary>People who were removed. Never shown to clients; gateways close the connections of these people.</summary>
    [Id(8)]
    public ImmutableArray<UserId> Removed { get; init; } = [];

    /// <summary>The pinned link, https; null for none.</summary>
    [Id(9)]
    public string? PinnedLink { get; init; }

    /// <summary>When the room ends unless a person comes on stage; null while the stage is not empty.</summary>
    [Id(10)]
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Links into the room. Shown to hosts only.</summary>
    [Id(11)]
    public ImmutableArray<RoomLink> Links { get; init; } = [];

    /// <summary>True for the host, the co-hosts and the owner.</summary>
    public bool IsHost(UserId user) => user == Host || user == Card.Owner.Id || CoHosts.Contains(user);
}
