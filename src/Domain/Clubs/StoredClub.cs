using AudioRooms.Contracts.Clubs;

namespace AudioRooms.Domain.Clubs;

/// <summary>A club in its stored form.</summary>
public sealed record StoredClub
{
    public required string Id { get; init; }

    public required ClubKind Kind { get; init; }

    public required string Name { get; init; }

    public required ClubSettings Settings { get; init; }

    public required int RulesEdition { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    public required long Version { get; init; }

    public required IReadOnlyList<ClubSeat> Seats { get; init; }
}
