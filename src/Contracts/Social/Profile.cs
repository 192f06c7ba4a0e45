using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Social;

/// <summary>A user's profile.</summary>
/// <param name="Person">Id and names of the user.</param>
/// <param name="Bio">At most 160 characters and 8 lines; may be empty.</param>
/// <param name="Interests">At most 20 ids in the topic tree.</param>
/// <param name="Language">BCP 47; empty if not given.</param>
/// <param name="Expertise">At most 3 lines of at most 80 characters.</param>
/// <param name="IsVerified">True if the operator has verified who the user is.</param>
/// <param name="JoinedAt">When the account was created.</param>
/// <param name="FollowerCount">How many people follow this user.</param>
/// <param name="FollowingCount">How many people this user follows.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.Profile")]
public sealed record Profile(
    [property: Id(0)] Person Person,
    [property: Id(1)] string Bio,
    [property: Id(2)] ImmutableArray<string> Interests,
    [property: Id(3)] string Language,
    [property: Id(4)] ImmutableArray<string> Expertise,
    [property: Id(5)] bool IsVerified,
    [property: Id(6)] DateTimeOffset JoinedAt,
    [property: Id(7)] long FollowerCount,
    [property: Id(8)] long FollowingCount)
{
    /// <summary>Id of the photo; empty for none.</summary>
    [Id(9)]
    public string PhotoId { get; init; } = string.Empty;
}

/// <summary>A change of the profile; null leaves a part as it is.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ProfileChange")]
public sealed record ProfileChange(
    [property: Id(0)] string? Name = null,
    [property: Id(1)] string? Bio = null,
    [property: Id(2)] ImmutableArray<string>? Interests = null,
    [property: Id(3)] string? Language = null,
    [property: Id(4)] ImmutableArray<string>? Expertise = null);

/// <summary>A profile as one viewer sees it.</summary>
/// <param name="Relation">The viewer's relation to the user; none for the viewer's own profile.</param>
/// <param name="FollowersYouKnow">At most 3 people that the viewer follows and who follow the user, newest follow first.</param>
/// <param name="FollowersYouKnowCount">How many such people there are, counted up to 100.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ProfileView")]
public sealed record ProfileView(
    [property: Id(0)] Profile Profile,
    [property: Id(1)] Relation Relation,
    [property: Id(2)] ImmutableArray<Person> FollowersYouKnow,
    [property: Id(3)] int FollowersYouKnowCount);

/// <summary>A person in a list.</summary>
/// <param name="Person">Id and names of the person.</param>
/// <param name="Bio">As in the profile.</param>
/// <param name="IsVerified">As in the profile.</param>
/// <param name="Relation">The viewer's relation to the person.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonCard")]
public sealed record PersonCard(
    [property: Id(0)] Person Person,
    [property: Id(1)] string Bio,
    [property: Id(2)] bool IsVerified,
    [property: Id(3)] Relation Relation)
{
    /// <summary>As in the profile.</summary>
    [Id(4)]
    public string PhotoId { get; init; } = string.Empty;

    /// <summary>As in the profile.</summary>
    [Id(5)]
    public ImmutableArray<string> Expertise { get; init; } = [];

    /// <summary>As in the profile.</summary>
    [Id(6)]
    public DateTimeOffset JoinedAt { get; init; }
}

/// <summary>A page of people. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PeoplePage")]
public sealed record PeoplePage(
    [property: Id(0)] ImmutableArray<PersonCard> People,
    [property: Id(1)] string? NextPageToken);

/// <summary>The caller's relation to a user after a command.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RelationView")]
public sealed record RelationView(
    [property: Id(0)] UserId User,
    [property: Id(1)] Relation Relation);

/// <summary>A user's lists of people.</summary>
public enum PeopleList
{
    /// <summary>People who follow the user.</summary>
    Followers = 1,

    /// <summary>People that the user follows.</summary>
    Following = 2,

    /// <summary>People that the user has blocked. Only the user sees this list.</summary>
    Blocked = 3,

    /// <summary>People that the user has muted. Only the user sees this list.</summary>
    Muted = 4,
}

/// <summary>A command of one user about another.</summary>
public enum RelationCommand
{
    /// <summary>Start to follow the other user.</summary>
    Follow = 1,

    /// <summary>Stop following.</summary>
    Unfollow = 2,

    /// <summary>Hide the two users from each other, and end following in both directions.</summary>
    Block = 3,

    /// <summary>Lift the block. Follows from before the block are not restored.</summary>
    Unblock = 4,

    /// <summary>Get no notifications about the other user, who is not told.</summary>
    Mute = 5,

    /// <summary>Get notifications about the other user again.</summary>
    Unmute = 6,

    /// <summary>Be notified of everything that a followed user does.</summary>
    HearAlways = 7,

    /// <summary>Be notified at most once a day of what a followed user does. A follow begins with this.</summary>
    HearSometimes = 8,

    /// <summary>Be notified of nothing that a followed user does.</summary>
    HearNever = 9,
}
