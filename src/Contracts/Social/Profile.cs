using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Social;

/// <summary>What a user says of themselves, and what others made of it.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Bio">At most 160 characters and 8 lines; may be empty.</param>
/// <param name="Interests">At most 20 ids of the topic tree.</param>
/// <param name="Language">BCP 47; empty if not said.</param>
/// <param name="Expertise">At most 3 lines of at most 80 characters.</param>
/// <param name="IsVerified">The operator knows that this is who it says.</param>
/// <param name="JoinedAt">When the account was made.</param>
/// <param name="FollowerCount">People who follow this user.</param>
/// <param name="FollowingCount">People whom this user follows.</param>
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
    /// <summary>Id of the photo; empty if there is none.</summary>
    [Id(9)]
    public string PhotoId { get; init; } = string.Empty;
}

/// <summary>What a user wants to change; null leaves a part as it is.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ProfileChange")]
public sealed record ProfileChange(
    [property: Id(0)] string? Name = null,
    [property: Id(1)] string? Bio = null,
    [property: Id(2)] ImmutableArray<string>? Interests = null,
    [property: Id(3)] string? Language = null,
    [property: Id(4)] ImmutableArray<string>? Expertise = null);

/// <summary>A profile as one other person sees it.</summary>
/// <param name="Profile">The profile itself.</param>
/// <param name="Relation">How the viewer stands to them; none for oneself.</param>
/// <param name="FollowersYouKnow">At most 3 of those whom the viewer follows and who follow them, the newest first.</param>
/// <param name="FollowersYouKnowCount">How many there are of them, counted up to 100.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ProfileView")]
public sealed record ProfileView(
    [property: Id(0)] Profile Profile,
    [property: Id(1)] Relation Relation,
    [property: Id(2)] ImmutableArray<Person> FollowersYouKnow,
    [property: Id(3)] int FollowersYouKnowCount);

/// <summary>A person in a list.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Bio">As in the profile.</param>
/// <param name="IsVerified">As in the profile.</param>
/// <param name="Relation">How the viewer stands to them.</param>
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

/// <summary>A page of people; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.PeoplePage")]
public sealed record PeoplePage(
    [property: Id(0)] ImmutableArray<PersonCard> People,
    [property: Id(1)] string? NextPageToken);

/// <summary>How the one who asked stands to somebody now.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RelationView")]
public sealed record RelationView(
    [property: Id(0)] UserId User,
    [property: Id(1)] Relation Relation);

/// <summary>A list of people that belongs to somebody.</summary>
public enum PeopleList
{
    /// <summary>Those who follow them.</summary>
    Followers = 1,

    /// <summary>Those whom they follow.</summary>
    Following = 2,

    /// <summary>Those whom they have blocked; for their own eyes.</summary>
    Blocked = 3,

    /// <summary>Those whom they have muted; for their own eyes.</summary>
    Muted = 4,
}

/// <summary>What one user can do about another.</summary>
public enum RelationCommand
{
    /// <summary>Hear of what they do.</summary>
    Follow = 1,

    /// <summary>No longer.</summary>
    Unfollow = 2,

    /// <summary>Be out of each other's sight; ends following in both directions.</summary>
    Block = 3,

    /// <summary>In sight again; who followed whom is not restored.</summary>
    Unblock = 4,

    /// <summary>No notifications of theirs. They are not told.</summary>
    Mute = 5,

    /// <summary>Notifications again.</summary>
    Unmute = 6,

    /// <summary>Hear of all that somebody does whom one follows.</summary>
    HearAlways = 7,

    /// <summary>Hear of it once a day; what a follow begins with.</summary>
    HearSometimes = 8,

    /// <summary>Hear of nothing, and follow them still.</summary>
    HearNever = 9,
}
