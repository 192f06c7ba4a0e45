using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Notifications;

/// <summary>Who may be told, before each one's own wishes.</summary>
public enum AudienceKind
{
    /// <summary>One person.</summary>
    Recipient = 1,

    /// <summary>One person, if they follow the actor.</summary>
    FollowingRecipient = 2,

    /// <summary>Everybody who follows the actor.</summary>
    Followers = 3,

    /// <summary>Everybody who follows the actor and wants to hear everything.</summary>
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

/// <summary>A question for people who may be told of something.</summary>
/// <param name="Kind">Among whom.</param>
/// <param name="Actor">The person who did it; nobody who has muted them, or hears nothing of them, is told.</param>
/// <param name="SubjectId">Id of the recipient, the club or the event.</param>
public sealed record Audience(AudienceKind Kind, UserId? Actor, string SubjectId)
{
    /// <summary>
    /// The people who are seen with the subject, the actor aside: nobody apart from one of them by a block is told.
    /// </summary>
    public IReadOnlyList<UserId> Seen { get; init; } = [];

    /// <summary>Only people whom one of these follows; null for everybody.</summary>
    public IReadOnlyList<UserId>? FollowedBy { get; init; }

    /// <summary>Only members of this club; null for everybody.</summary>
    public string? MembersOf { get; init; }

    /// <summary>Nobody who follows or belongs to this club, because they are told by the club; null for everybody.</summary>
    public string? NotOf { get; init; }
}
