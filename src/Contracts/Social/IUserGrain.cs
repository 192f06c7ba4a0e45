using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Social;

/// <summary>
/// What a user has made of themselves: profile and relations to others. Key: the <see cref="UserId"/>. The account (handle, password,
/// sessions) is <see cref="IAccountGrain"/>.
/// </summary>
[Alias("AudioRooms.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Called once by the account when it is made; repeating it changes nothing.</summary>
    [Alias("Introduce")]
    Task IntroduceAsync(Person person);

    /// <summary>Who this is, or null if there is no such user, or none any more.</summary>
    [Alias("GetPerson"), ReadOnly]
    Task<Person?> GetPersonAsync();

    /// <summary>How this user stands to another.</summary>
    [Alias("RelationTo"), ReadOnly]
    Task<Relation> RelationToAsync(UserId other);

    /// <summary>How this user stands to others, in their order; at most 100.</summary>
    [Alias("RelationsTo"), ReadOnly]
    Task<IReadOnlyList<Relation>> RelationsToAsync(IReadOnlyList<UserId> others);
}
