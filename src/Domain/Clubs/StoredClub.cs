using AudioRooms.Contracts.Clubs;

namespace AudioRooms.Domain.Clubs;

/// <summary>A club as storage keeps it.</summary>
public sealed record StoredClub
{
    /// <summary>Which club.</summary>
    public required string Id { get; init; }

    /// <summary>What sort of club.</summary>
    public required ClubKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the owner may change.</summary>
    public required ClubSettings Settings { get; init; }

    /// <summary>Edition of the rules.</summary>
    public required int RulesEdition { get; init; }

    /// <summary>When it was founded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Version that was stored last.</summary>
    public required long Version { get; init; }

    /// <summary>Everybody's seat.</summary>
    public required IReadOnlyList<ClubSeat> Seats { get; init; }
}
