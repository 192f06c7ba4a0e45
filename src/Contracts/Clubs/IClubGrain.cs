using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Clubs;

/// <summary>What somebody is in a club.</summary>
public enum ClubRole
{
    /// <summary>Nothing; may be a follower elsewhere.</summary>
    None = 0,

    /// <summary>Hears of public rooms and events.</summary>
    Follower = 1,

    /// <summary>Belongs to it.</summary>
    Member = 2,

    /// <summary>Opens rooms and schedules events.</summary>
    Leader = 3,

    /// <summary>Decides.</summary>
    Owner = 4,

    /// <summary>May not come back.</summary>
    Banned = 5,
}

/// <summary>What another part of the product needs to know of a club and somebody in it.</summary>
/// <param name="Name">Of the club.</param>
/// <param name="IsPrivate">Its existence is for members only.</param>
/// <param name="Role">Of the user asked about.</param>
/// <param name="MayOpenRooms">By the club's settings and the role.</param>
/// <param name="IsClosed">Nothing can be opened in it any more.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubStanding")]
public sealed record ClubStanding(
    [property: Id(0)] string Name,
    [property: Id(1)] bool IsPrivate,
    [property: Id(2)] ClubRole Role,
    [property: Id(3)] bool MayOpenRooms,
    [property: Id(4)] bool IsClosed);

/// <summary>
/// A club: who belongs to it and who may do what. Key: its id. Commands are stored when they are answered, and repeating one
/// changes nothing. To people who cannot see a private club it answers everything with <see cref="ClubRejection.NotFound"/>.
/// </summary>
[Alias("AudioRooms.IClubGrain")]
public interface IClubGrain : IGrainWithStringKey
{
    /// <summary>Founds the club. The name is checked against all clubs, closed ones included.</summary>
    [Alias("Found")]
    Task<ClubReply<ClubView>> FoundAsync(FoundClub command);

    /// <summary>The club as it stands to a user; null if there is no such club.</summary>
    [Alias("StandingOf"), ReadOnly]
    Task<ClubStanding?> StandingOfAsync(UserId user);

    /// <summary>The club as a user sees it.</summary>
    [Alias("Get"), ReadOnly]
    Task<ClubReply<ClubView>> GetAsync(UserId viewer);

    /// <summary>A page of people in the club, as far as <paramref name="viewer"/> may see it.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="listing">Which people.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<ClubReply<ClubEntryPage>> ListAsync(UserId viewer, ClubListing listing, int pageSize, string? pageToken);

    /// <summary>Changes what the owner may change.</summary>
    [Alias("Edit")]
    Task<ClubReply<ClubView>> EditAsync(UserId actor, ClubSettings settings);

    /// <summary>Hears of the club's public rooms and events from now on.</summary>
    [Alias("Follow")]
    Task<ClubReply<ClubView>> FollowAsync(Person person);

    /// <summary>Becomes a member of a show, or of any club by an invitation.</summary>
    /// <param name="person">Whoever joins.</param>
    /// <param name="acceptedRules">The edition of the rules that they accept.</param>
    [Alias("Join")]
    Task<ClubReply<ClubView>> JoinAsync(Person person, int acceptedRules);

    /// <summary>Asks to be let into a community; asking again replaces the answer.</summary>
    /// <param name="person">Whoever asks.</param>
    /// <param name="answer">To the club's question; 1 to 500 characters, or empty if it has none.</param>
    /// <param name="acceptedRules">The edition of the rules that they accept.</param>
    [Alias("Apply")]
    Task<ClubReply<ClubView>> ApplyAsync(Person person, string answer, int acceptedRules);

    /// <summary>Gives up membership, following, application and invitation alike.</summary>
    [Alias("Leave")]
    Task<ClubReply<ClubView>> LeaveAsync(UserId user);

    /// <summary>Lets an applicant in.</summary>
    [Alias("Approve")]
    Task<ClubReply<ClubView>> ApproveAsync(UserId actor, UserId applicant);

    /// <summary>Turns an applicant away; they may apply again.</summary>
    [Alias("Reject")]
    Task<ClubReply<ClubView>> RejectAsync(UserId actor, UserId applicant);

    /// <summary>Asks somebody to come in. An applicant who is invited is in.</summary>
    [Alias("Invite")]
    Task<ClubReply<ClubView>> InviteAsync(UserId actor, UserId user);

    /// <summary>Makes a member a leader, or a leader a member.</summary>
    [Alias("Appoint")]
    Task<ClubReply<ClubView>> AppointAsync(UserId actor, UserId member, ClubRole role);

    /// <summary>Takes away membership, following, application and invitation; they may come back as anybody may.</summary>
    [Alias("Remove")]
    Task<ClubReply<ClubView>> RemoveAsync(UserId actor, UserId user);

    /// <summary>As removing, and they may not come back.</summary>
    [Alias("Ban")]
    Task<ClubReply<ClubView>> BanAsync(UserId actor, UserId user);

    /// <summary>They may come back as anybody may.</summary>
    [Alias("Pardon")]
    Task<ClubReply<ClubView>> PardonAsync(UserId actor, UserId user);

    /// <summary>Makes a member or leader the owner; the owner becomes a leader.</summary>
    [Alias("HandOver")]
    Task<ClubReply<ClubView>> HandOverAsync(UserId actor, UserId heir);

    /// <summary>
    /// The account is deleted: takes the user out, whatever they are. A club of theirs passes to who has led it, or been in it,
    /// for longest; if there is nobody, it closes.
    /// </summary>
    [Alias("Forget")]
    Task ForgetAsync(UserId user);

    /// <summary>Ends the club for ever. Its name stays taken, so that nobody can pass for it.</summary>
    [Alias("Close")]
    Task<ClubReply<ClubView>> CloseAsync(UserId actor);
}
