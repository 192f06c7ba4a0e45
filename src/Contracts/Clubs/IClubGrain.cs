using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Clubs;

/// <summary>A user's role in a club.</summary>
public enum ClubRole
{
    /// <summary>Not in the club and not a follower.</summary>
    None = 0,

    /// <summary>Is notified of the club's public rooms and events.</summary>
    Follower = 1,

    /// <summary>Belongs to the club.</summary>
    Member = 2,

    /// <summary>Opens rooms and schedules events.</summary>
    Leader = 3,

    /// <summary>Decides everything about the club. A club has one owner.</summary>
    Owner = 4,

    /// <summary>Was banned and may not join again.</summary>
    Banned = 5,
}

/// <summary>What other parts of the product need to know about a club and one user in it.</summary>
/// <param name="Name">The club's name.</param>
/// <param name="IsPrivate">True if only members may know that the club exists.</param>
/// <param name="Role">The user's role.</param>
/// <param name="MayOpenRooms">True if the club's settings let this role open rooms.</param>
/// <param name="IsClosed">True if nothing can be opened in the club any more.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubStanding")]
public sealed record ClubStanding(
    [property: Id(0)] string Name,
    [property: Id(1)] bool IsPrivate,
    [property: Id(2)] ClubRole Role,
    [property: Id(3)] bool MayOpenRooms,
    [property: Id(4)] bool IsClosed);

/// <summary>One club: its members, their roles and the rules about them. Key: the club's id. The grain stores a command before it
/// answers, and a repeated command changes nothing. A user who may not see a private club gets
/// <see cref="ClubRejection.NotFound"/> from every method.</summary>
[Alias("AudioRooms.IClubGrain")]
public interface IClubGrain : IGrainWithStringKey
{
    /// <summary>Founds the club. The name is checked against all clubs, closed ones included.</summary>
    [Alias("Found")]
    Task<ClubReply<ClubView>> FoundAsync(FoundClub command);

    /// <summary>What the club is and which role the user has in it; null if the club does not exist.</summary>
    [Alias("StandingOf"), ReadOnly]
    Task<ClubStanding?> StandingOfAsync(UserId user);

    /// <summary>The club as the viewer may see it.</summary>
    [Alias("Get"), ReadOnly]
    Task<ClubReply<ClubView>> GetAsync(UserId viewer);

    /// <summary>A page of people in the club, as far as <paramref name="viewer"/> may see them.</summary>
    /// <param name="viewer">The user who reads the list.</param>
    /// <param name="listing">Which people.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<ClubReply<ClubEntryPage>> ListAsync(UserId viewer, ClubListing listing, int pageSize, string? pageToken);

    /// <summary>Replaces the club's settings. Only the owner may.</summary>
    [Alias("Edit")]
    Task<ClubReply<ClubView>> EditAsync(UserId actor, ClubSettings settings);

    /// <summary>Makes the user a follower, who is notified of the club's public rooms and events.</summary>
    [Alias("Follow")]
    Task<ClubReply<ClubView>> FollowAsync(Person person);

    /// <summary>Makes the user a member: of a show, or of any club that invited the user.</summary>
    /// <param name="person">The user who joins.</param>
    /// <param name="acceptedRules">The edition of the rules that the user accepts.</param>
    [Alias("Join")]
    Task<ClubReply<ClubView>> JoinAsync(Person person, int acceptedRules);

    /// <summary>Applies for membership of a community. A second application replaces the answer of the first.</summary>
    /// <param name="person">The applicant.</param>
    /// <param name="answer">Answer to the club's question: 1 to 500 characters, or empty if the club asks none.</param>
    /// <param name="acceptedRules">The edition of the rules that the applicant accepts.</param>
    [Alias("Apply")]
    Task<ClubReply<ClubView>> ApplyAsync(Person person, string answer, int acceptedRules);

    /// <summary>Ends the user's membership, following, application and invitation.</summary>
    [Alias("Leave")]
    Task<ClubReply<ClubView>> LeaveAsync(UserId user);

    /// <summary>Accepts an application: the applicant becomes a member.</summary>
    [Alias("Approve")]
    Task<ClubReply<ClubView>> ApproveAsync(UserId actor, UserId applicant);

    /// <summary>Declines an application. The applicant may apply again.</summary>
    [Alias("Reject")]
    Task<ClubReply<ClubView>> RejectAsync(UserId actor, UserId applicant);

    /// <summary>Invites a user. A user who has already applied becomes a member at once.</summary>
    [Alias("Invite")]
    Task<ClubReply<ClubView>> InviteAsync(UserId actor, UserId user);

    /// <summary>Makes a member a leader, or a leader a member.</summary>
    [Alias("Appoint")]
    Task<ClubReply<ClubView>> AppointAsync(UserId actor, UserId member, ClubRole role);

    /// <summary>Ends another user's membership, following, application and invitation. The user may join again by the club's
    /// usual way.</summary>
    [Alias("Remove")]
    Task<ClubReply<ClubView>> RemoveAsync(UserId actor, UserId user);

    /// <summary>Removes a user as <see cref="RemoveAsync"/> does; the user may not join again until pardoned.</summary>
    [Alias("Ban")]
    Task<ClubReply<ClubView>> BanAsync(UserId actor, UserId user);

    /// <summary>Lifts a ban. The user may join again by the club's usual way.</summary>
    [Alias("Pardon")]
    Task<ClubReply<ClubView>> PardonAsync(UserId actor, UserId user);

    /// <summary>Makes a member or leader the owner; the previous owner becomes a leader.</summary>
    [Alias("HandOver")]
    Task<ClubReply<ClubView>> HandOverAsync(UserId actor, UserId heir);

    /// <summary>Removes a user whose account is deleted, whatever the role. If the user owned the club, the leader who has led it
    /// for longest becomes the owner, or without leaders the member who has been in it for longest; a club with neither
    /// closes.</summary>
    [Alias("Forget")]
    Task ForgetAsync(UserId user);

    /// <summary>Closes the club for ever. Its name stays taken, so that no other club can pass for it.</summary>
    [Alias("Close")]
    Task<ClubReply<ClubView>> CloseAsync(UserId actor);
}
