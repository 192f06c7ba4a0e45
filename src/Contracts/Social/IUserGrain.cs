using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Social;

/// <summary>
/// What a user has made of themselves: profile and relations to others. Key: the <see cref="UserId"/>. The account (handle,
/// password, sessions) is <see cref="IAccountGrain"/>.
/// </summary>
[Alias("AudioRooms.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The account registers its person when it is made; repeating it changes nothing.</summary>
    [Alias("Register")]
    Task RegisterAsync(Person person);

    /// <summary>Who this is, or null if there is no such user, or none any more.</summary>
    [Alias("GetPerson"), ReadOnly]
    Task<Person?> GetPersonAsync();

    /// <summary>How this user stands to another.</summary>
    [Alias("RelationTo"), ReadOnly]
    Task<Relation> RelationToAsync(UserId other);

    /// <summary>How this user stands to others, in their order; at most 100.</summary>
    [Alias("RelationsTo"), ReadOnly]
    Task<IReadOnlyList<Relation>> RelationsToAsync(IReadOnlyList<UserId> others);

    /// <summary>The profile as <paramref name="viewer"/> may see it. Somebody whom this user blocked sees nobody.</summary>
    [Alias("GetProfile"), ReadOnly]
    Task<PeopleReply<ProfileView>> GetProfileAsync(UserId viewer);

    /// <summary>Changes this user's own profile, and with it what search finds them by.</summary>
    [Alias("UpdateProfile")]
    Task<PeopleReply<ProfileView>> UpdateProfileAsync(ProfileChange change);

    /// <summary>The operator vouches for this user, or no longer.</summary>
    [Alias("SetVerified")]
    Task<PeopleReply<ProfileView>> SetVerifiedAsync(bool verified);

    /// <summary>This user follows, blocks or mutes somebody, or stops. Repeating a command changes nothing.</summary>
    [Alias("Relate")]
    Task<PeopleReply<RelationView>> RelateAsync(RelationCommand command, UserId other);

    /// <summary>
    /// A list of this user's, the newest entry first, without those who have blocked the viewer or are blocked by them. Blocked
    /// and muted people are listed for this user only; for others the answer is <see cref="PeopleRejection.NotFound"/>.
    /// </summary>
    /// <param name="list">Which list.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<PeopleReply<PeoplePage>> ListAsync(PeopleList list, UserId viewer, int pageSize, string? pageToken);

    /// <summary>The account is deleted: profile and relations go, and search no longer finds the user.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}
