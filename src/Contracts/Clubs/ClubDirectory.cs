using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Clubs;

/// <summary>Which people of a club are listed.</summary>
public enum ClubListing
{
    /// <summary>Members, leaders and the owner, by the time they came.</summary>
    Members = 1,

    /// <summary>People who asked to be let in; for those who judge applications.</summary>
    Applications = 2,

    /// <summary>People who were asked and have not answered; for those who invite.</summary>
    Invitations = 3,

    /// <summary>People who may not come back; for the owner.</summary>
    Banned = 4,
}

/// <summary>Which clubs are listed.</summary>
public enum ClubScope
{
    /// <summary>Open clubs that are not private.</summary>
    Public = 1,

    /// <summary>Clubs that the user belongs to or follows.</summary>
    Mine = 2,

    /// <summary>Clubs that wait for the user's answer to an invitation.</summary>
    Invitations = 3,
}

/// <summary>Somebody in a club's directory.</summary>
/// <param name="User">Never changes.</param>
/// <param name="Person">As they were when they last did something in the club; null for somebody who never did,
/// as one who is only invited.</param>
/// <param name="Role">What they are.</param>
/// <param name="Answer">What an applicant answered; empty otherwise.</param>
/// <param name="Since">When they came to be that.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubEntry")]
public sealed record ClubEntry(
    [property: Id(0)] UserId User,
    [property: Id(1)] Person? Person,
    [property: Id(2)] ClubRole Role,
    [property: Id(3)] string Answer,
    [property: Id(4)] DateTimeOffset Since);

/// <summary>A page of a club's directory; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubEntryPage")]
public sealed record ClubEntryPage(
    [property: Id(0)] IReadOnlyList<ClubEntry> Entries,
    [property: Id(1)] string? NextPageToken);

/// <summary>A page of clubs; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubPage")]
public sealed record ClubPage(
    [property: Id(0)] IReadOnlyList<ClubView> Clubs,
    [property: Id(1)] string? NextPageToken);

/// <summary>Finds clubs. Key: 0; a stateless worker over the tables that clubs keep up to date.</summary>
[Alias("AudioRooms.IClubDirectoryGrain")]
public interface IClubDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Clubs as a user sees them, newest first.</summary>
    /// <param name="scope">Which clubs.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<ClubPage> ListAsync(ClubScope scope, UserId viewer, int pageSize, string? pageToken);
}
