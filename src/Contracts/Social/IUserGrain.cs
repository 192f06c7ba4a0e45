using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Social;

/// <summary>A user's profile and relations to others. Key: the <see cref="UserId"/>. Handle, password and sessions belong to
/// <see cref="IAccountGrain"/>.</summary>
[Alias("AudioRooms.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Creates the profile. Called by the account when it is created; a repeated call changes nothing.</summary>
    [Alias("Register")]
    Task RegisterAsync(Person person);

    /// <summary>The user's id and names; null if the user does not exist or the account was deleted.</summary>
    [Alias("GetPerson"), ReadOnly]
    Task<Person?> GetPersonAsync();

    /// <summary>This user's relation to another user.</summary>
    [Alias("RelationTo"), ReadOnly]
    Task<Relation> RelationToAsync(UserId other);

    /// <summary>This user's relations to other users, in the order of <paramref name="others"/>; at most 100.</summary>
    [Alias("RelationsTo"), ReadOnly]
    Task<IReadOnlyList<Relation>> RelationsToAsync(IReadOnlyList<UserId> others);

    /// <summary>The profile as <paramref name="viewer"/> may see it; <see cref="PeopleRejection.NotFound"/> for a viewer that
    /// this user has blocked.</summary>
    [Alias("GetProfile"), ReadOnly]
    Task<PeopleReply<ProfileView>> GetProfileAsync(UserId viewer);

    /// <summary>Changes this user's own profile and its row in the search index.</summary>
    [Alias("UpdateProfile")]
    Task<PeopleReply<ProfileView>> UpdateProfileAsync(ProfileChange change);

    /// <summary>Sets or removes the mark that the operator has verified this user.</summary>
    [Alias("SetVerified")]
    Task<PeopleReply<ProfileView>> SetVerifiedAsync(bool verified);

    /// <summary>Follows, blocks or mutes a user, or stops doing so. A repeated command changes nothing.</summary>
    [Alias("Relate")]
    Task<PeopleReply<RelationView>> RelateAsync(RelationCommand command, UserId other);

    /// <summary>One of this user's lists of people, newest entry first. People behind a block between them and the viewer are
    /// left out. Only the user may list blocked and muted people; another viewer gets
    /// <see cref="PeopleRejection.NotFound"/>.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="viewer">The user who asks.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<PeopleReply<PeoplePage>> ListAsync(PeopleList list, UserId viewer, int pageSize, string? pageToken);

    /// <summary>Erases profile, relations and search row, because the account is deleted.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}
