using System.Collections.Immutable;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Social;

/// <summary>A row of the table <c>people</c>, with optional columns of a query.</summary>
internal class PersonRow
{
    /// <summary>The columns of the table <c>people</c> under the alias <c>p</c>.</summary>
    public const string Columns =
        """
        p.user_id AS UserId, p.handle AS Handle, p.display_name AS DisplayName, p.bio AS Bio, p.interests AS Interests,
        p.language AS Language, p.expertise AS Expertise, p.is_verified AS IsVerified, p.joined_at_ms AS JoinedAtMs,
        p.follower_count AS FollowerCount, p.following_count AS FollowingCount, p.photo_id AS PhotoId
        """;

    /// <summary>The relation of <c>@Viewer</c> to the person of alias <c>p</c>, as the bits of
    /// <see cref="Contracts.Social.Relation"/>.</summary>
    public const string RelationColumn =
        """
        COALESCE((SELECT 1 + r.level FROM follows r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id), 0)
        + CASE WHEN EXISTS (SELECT 1 FROM follows r WHERE r.actor_id = p.user_id AND r.other_id = @Viewer) THEN 2 ELSE 0 END
        + CASE WHEN EXISTS (SELECT 1 FROM blocks r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id) THEN 4 ELSE 0 END
        + CASE WHEN EXISTS (SELECT 1 FROM blocks r WHERE r.actor_id = p.user_id AND r.other_id = @Viewer) THEN 8 ELSE 0 END
        + CASE WHEN EXISTS (SELECT 1 FROM mutes r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id) THEN 16 ELSE 0 END
            AS Relation
        """;

    public string UserId { get; init; } = string.Empty;

    public string Handle { get; init; } = string.Empty;

    public string DisplayName { get; init; } = string.Empty;

    public string Bio { get; init; } = string.Empty;

    /// <summary>Topic ids, separated by spaces.</summary>
    public string Interests { get; init; } = string.Empty;

    public string Language { get; init; } = string.Empty;

    /// <summary>One line per entry.</summary>
    public string Expertise { get; init; } = string.Empty;

    public bool IsVerified { get; init; }

    public long JoinedAtMs { get; init; }

    public long FollowerCount { get; init; }

    public long FollowingCount { get; init; }

    /// <summary>Empty for none.</summary>
    public string PhotoId { get; init; } = string.Empty;

    /// <summary>Filled only if the query selects <see cref="RelationColumn"/>.</summary>
    public int Relation { get; init; }

    /// <summary>Position in the list that the query reads.</summary>
    public long AtMs { get; init; }

    public Person ToPerson() => new(new UserId(UserId), Handle, DisplayName);

    public PersonCard ToCard() => new(ToPerson(), Bio, IsVerified, (Relation)Relation)
    {
        PhotoId = PhotoId,
        Expertise = ExpertiseLines,
        JoinedAt = DateTimeOffset.FromUnixTimeMilliseconds(JoinedAtMs),
    };

    public Profile ToProfile() => new(
        ToPerson(),
        Bio,
        [.. Interests.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        Language,
        ExpertiseLines,
        IsVerified,
        DateTimeOffset.FromUnixTimeMilliseconds(JoinedAtMs),
        FollowerCount,
        FollowingCount)
    {
        PhotoId = PhotoId,
    };

    private ImmutableArray<string> ExpertiseLines => [.. Expertise.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
