using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Clubs;

/// <summary>The kind of a club. It decides how a user becomes a member and who can see the club.</summary>
public enum ClubKind
{
    /// <summary>A recurring show: public, and every user may join.</summary>
    Show = 1,

    /// <summary>A community: public, and a user becomes a member by applying and being approved.</summary>
    Community = 2,

    /// <summary>A private group: people outside cannot see it, and a user becomes a member by invitation.</summary>
    Private = 3,
}

/// <summary>Who may open rooms in a club.</summary>
public enum ClubRoomOpeners
{
    /// <summary>The owner and the leaders.</summary>
    Leaders = 1,

    /// <summary>Every member.</summary>
    Members = 2,
}

/// <summary>What is open between a user and membership.</summary>
public enum ClubPending
{
    /// <summary>Neither an application nor an invitation.</summary>
    None = 0,

    /// <summary>The user has applied and waits for the club's decision.</summary>
    Applied = 1,

    /// <summary>The club has invited the user and waits for the answer.</summary>
    Invited = 2,
}

/// <summary>What an owner may change. The name is not among it, because people must be able to rely on which club it
/// is.</summary>
/// <param name="Description">At most 200 characters on one line.</param>
/// <param name="Rules">At most 2,000 characters, line ends allowed. Every new member accepts them.</param>
/// <param name="Question">What applicants are asked; at most 200 characters on one line, empty for none.</param>
/// <param name="Topics">At most 3, each 1 to 40 characters.</param>
/// <param name="Language">BCP 47, at most 35 characters.</param>
/// <param name="RoomOpeners">Who may open rooms.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubSettings")]
public sealed record ClubSettings(
    [property: Id(0)] string Description,
    [property: Id(1)] string Rules,
    [property: Id(2)] string Question,
    [property: Id(3)] ImmutableArray<string> Topics,
    [property: Id(4)] string Language,
    [property: Id(5)] ClubRoomOpeners RoomOpeners);

/// <summary>A club as the viewer may see it.</summary>
/// <param name="ClubId">The club's id; never changes.</param>
/// <param name="Kind">Never changes.</param>
/// <param name="Name">1 to 40 characters; never changes.</param>
/// <param name="Settings">What the owner may change.</param>
/// <param name="RulesEdition">Grows by one with every change of the rules; a new member accepts this edition. 0 if there never
/// were any rules.</param>
/// <param name="Owner">The owner. Handle and name are empty if the account of a closed club's owner was deleted.</param>
/// <param name="MemberCount">Members, leaders and the owner.</param>
/// <param name="FollowerCount">Followers who are not members.</param>
/// <param name="CreatedAt">When the club was founded.</param>
/// <param name="ClosedAt">When the club was closed; null while it is open.</param>
/// <param name="Role">The viewer's role.</param>
/// <param name="Pending">The viewer's open application or invitation.</param>
/// <param name="MayOpenRooms">True if the viewer may open rooms in the club.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubView")]
public sealed record ClubView(
    [property: Id(0)] string ClubId,
    [property: Id(1)] ClubKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] ClubSettings Settings,
    [property: Id(4)] int RulesEdition,
    [property: Id(5)] Person Owner,
    [property: Id(6)] int MemberCount,
    [property: Id(7)] int FollowerCount,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset? ClosedAt,
    [property: Id(10)] ClubRole Role,
    [property: Id(11)] ClubPending Pending,
    [property: Id(12)] bool MayOpenRooms);

/// <summary>Asks the club grain to found the club.</summary>
/// <param name="Owner">The caller, who becomes the owner.</param>
/// <param name="Kind">Never changes afterwards.</param>
/// <param name="Name">1 to 40 characters on one line, no emoji; unique among all clubs, capitals and accents not counted.</param>
/// <param name="Settings">Description, rules and all else that the owner may change later.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.FoundClub")]
public sealed record FoundClub(
    [property: Id(0)] Person Owner,
    [property: Id(1)] ClubKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] ClubSettings Settings);
