using System.Collections.Immutable;
using System.Text.Json;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Clubs;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Clubs;

/// <summary>A row of <c>clubs</c>. Numbers are <c>long</c>, because both databases return BIGINT as <c>long</c>.</summary>
internal sealed class ClubRow
{
    /// <summary>The columns of the table under the alias <c>c</c>.</summary>
    public const string Columns =
        """
        c.club_id AS ClubId, c.version AS Version, c.kind AS Kind, c.name AS Name, c.description AS Description, c.rules AS Rules,
        c.rules_edition AS RulesEdition, c.question AS Question, c.topics AS Topics, c.language AS Language,
        c.room_openers AS RoomOpeners,
        c.owner_id AS OwnerId, c.member_count AS MemberCount, c.follower_count AS FollowerCount, c.created_at_ms AS CreatedAtMs,
        c.closed_at_ms AS ClosedAtMs
        """;

    public required string ClubId { get; init; }

    public required long Version { get; init; }

    public required long Kind { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Rules { get; init; }

    public required long RulesEdition { get; init; }

    public required string Question { get; init; }

    public required string Topics { get; init; }

    public required string Language { get; init; }

    public required long RoomOpeners { get; init; }

    public required string OwnerId { get; init; }

    public required long MemberCount { get; init; }

    public required long FollowerCount { get; init; }

    public required long CreatedAtMs { get; init; }

    public required long ClosedAtMs { get; init; }

    /// <summary>From the owner's seat; filled only for lists of clubs.</summary>
    public string OwnerHandle { get; init; } = string.Empty;

    /// <summary>From the owner's seat; filled only for lists of clubs.</summary>
    public string OwnerDisplayName { get; init; } = string.Empty;

    /// <summary>From the viewer's seat; filled only for lists of clubs.</summary>
    public long ViewerRole { get; init; }

    /// <summary>From the viewer's seat; filled only for lists of clubs.</summary>
    public long ViewerPending { get; init; }

    /// <summary>True if the club is open and visible to everybody.</summary>
    public bool IsFindable => Kind != (long)ClubKind.Private && ClosedAtMs == 0;

    public static ClubRow Of(Club club) => new()
    {
        ClubId = club.Id,
        Version = club.Version,
        Kind = (long)club.Kind,
        Name = club.Name,
        Description = club.Settings.Description,
        Rules = club.Settings.Rules,
        RulesEdition = club.RulesEdition,
        Question = club.Settings.Question,
        Topics = JsonSerializer.Serialize(club.Settings.Topics),
        Language = club.Settings.Language,
        RoomOpeners = (long)club.Settings.RoomOpeners,
        OwnerId = club.Owner.Value,
        MemberCount = club.MemberCount,
        FollowerCount = club.FollowerCount,
        CreatedAtMs = club.CreatedAt.ToUnixTimeMilliseconds(),
        ClosedAtMs = club.ClosedAt?.ToUnixTimeMilliseconds() ?? 0,
    };

    public Club ToClub(IEnumerable<ClubSeatRow> seats) => Club.Restore(new StoredClub
    {
        Id = ClubId,
        Kind = (ClubKind)Kind,
        Name = Name,
        Settings = ToSettings(),
        RulesEdition = (int)RulesEdition,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
        ClosedAt = ClosedAt(),
        Version = Version,
        Seats = [.. seats.Select(seat => seat.ToSeat())],
    });

    public ClubView ToView() => new(
        ClubId,
        (ClubKind)Kind,
        Name,
        ToSettings(),
        (int)RulesEdition,
        new Person(new UserId(OwnerId), OwnerHandle, OwnerDisplayName),
        (int)MemberCount,
        (int)FollowerCount,
        DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
        ClosedAt(),
        (ClubRole)ViewerRole,
        (ClubPending)ViewerPending,
        ClosedAtMs == 0 && ClubPowers.MayOpenRooms((ClubRole)ViewerRole, (ClubRoomOpeners)RoomOpeners));

    public SearchDocument ToSearchDocument()
    {
        var settings = ToSettings();
        return new SearchDocument(
            SearchKind.Club, ClubId, Name, settings.Description, settings.Topics, settings.Language, StartsAt: null, OwnerId,
            ClubId);
    }

    /// <summary>False if the column cannot be read; the club is then shown without topics.</summary>
    public bool TryReadTopics(out ImmutableArray<string> topics)
    {
        var isRead = StoredJson.TryRead<string[]>(Topics, out var read, out _)
            && Array.TrueForAll(read, topic => topic is not null);
        topics = isRead ? [.. read!] : [];
        return isRead;
    }

    private ClubSettings ToSettings() => new(
        Description,
        Rules,
        Question,
        TryReadTopics(out var topics) ? topics : [],
        Language,
        (ClubRoomOpeners)RoomOpeners);

    private DateTimeOffset? ClosedAt() => ClosedAtMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ClosedAtMs);
}
