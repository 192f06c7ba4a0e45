using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Notifications;

/// <summary>The group of people to tell, before each one's own settings.</summary>
public enum AudienceKind
{
    /// <summary>One person.</summary>
    Recipient = 1,

    /// <summary>One person, if that person follows the actor.</summary>
    FollowingRecipient = 2,

    /// <summary>Everybody who follows the actor.</summary>
    Followers = 3,

    /// <summary>Everybody who follows the actor and wants to be told everything.</summary>
    KeenFollowers = 4,

    /// <summary>Everybody who follows or belongs to a club.</summary>
    ClubPeople = 5,

    /// <summary>Members of a club who follow the actor.</summary>
    ClubMembersWhoFollow = 6,

    /// <summary>Members of a club.</summary>
    ClubMembers = 7,

    /// <summary>The people who run a club.</summary>
    ClubAdmins = 8,

    /// <summary>Everybody who follows an event or attends it.</summary>
    EventPeople = 9,

    /// <summary>The hosts of an event.</summary>
    EventHosts = 10,

    /// <summary>Everybody who follows, attends or hosts an event.</summary>
    EventEverybody = 11,
}

/// <summary>A query for the people to tell.</summary>
/// <param name="Kind">The group.</param>
/// <param name="Actor">The person who did it. People who have muted the actor, or want no notifications about the actor, are left
/// out.</param>
/// <param name="SubjectId">Id of the recipient, the club or the event.</param>
public sealed record Audience(AudienceKind Kind, UserId? Actor, string SubjectId)
{
    /// <summary>People who are visible with the subject, apart from the actor. A person behind a block from any of them is left
    /// out.</summary>
    public IReadOnlyList<UserId> Seen { get; init; } = [];

    /// <summary>Only people that one of these follows; null for no such filter.</summary>
    public IReadOnlyList<UserId>? FollowedBy { get; init; }

    /// <summary>Only members of this club; null for no such filter.</summary>
    public string? MembersOf { get; init; }

    /// <summary>Without people who follow or belong to this club, because the club tells them; null for no such filter.</summary>
    public string? NotOf { get; init; }
}
