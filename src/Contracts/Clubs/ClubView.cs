using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Clubs;

/// <summary>What sort of club it is; decides how one becomes a member and who can see it.</summary>
public enum ClubKind
{
    /// <summary>A recurring show: public, anybody joins.</summary>
    Show = 1,

    /// <summary>A community: public, one applies and is let in.</summary>
    Community = 2,

    /// <summary>A private group: nobody outside knows of it, one is invited.</summary>
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

/// <summary>What stands between a user and membership.</summary>
public enum ClubPending
{
    /// <summary>Nothing is open.</summary>
    None = 0,

    /// <summary>The user asks to be let in.</summary>
    Applied = 1,

    /// <summary>The club asks the user to come in.</summary>
    Invited = 2,
}

/// <summary>What an owner may change. The name is not among it: people must be able to rely on who a club is.</summary>
/// <param name="Description">At most 200 characters on one line.</param>
/// <param name="Rules">At most 2,000 characters, line ends allowed; whoever becomes a member accepts them.</param>
/// <param name="Question">Asked of applicants; at most 200 characters on one line, empty for none.</param>
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

/// <summary>A club as a user sees it.</summary>
/// <param name="ClubId">Never changes.</param>
/// <param name="Kind">Never changes.</param>
/// <param name="Name">1 to 40 characters; never changes.</param>
/// <param name="Settings">What the owner may change.</param>
/// <param name="RulesEdition">Grows by one whenever the rules change; what one accepts when becoming a member.
/// 0 if there never were any.</param>
/// <param name="Owner">Whoever decides; without a name if the account of a closed club's owner is gone.</param>
/// <param name="MemberCount">Members, leaders and owner.</param>
/// <param name="FollowerCount">Followers who are not members.</param>
/// <param name="CreatedAt">When it was founded.</param>
/// <param name="ClosedAt">When it was closed; null while it is open.</param>
/// <param name="Role">Of the user who looks.</param>
/// <param name="Pending">Of the user who looks.</param>
/// <param name="MayOpenRooms">The user who looks may open rooms in it.</param>
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

/// <summary>Asks for a club.</summary>
/// <param name="Owner">Whoever asks.</param>
/// <param name="Kind">What sort of club.</param>
/// <param name="Name">1 to 40 characters on one line, no emoji; unique, capitals and accents aside.</param>
/// <param name="Settings">The rest.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.FoundClub")]
public sealed record FoundClub(
    [property: Id(0)] Person Owner,
    [property: Id(1)] ClubKind Kind,
    [property: Id(2)] string Name,
    [property: Id(3)] ClubSettings Settings);
