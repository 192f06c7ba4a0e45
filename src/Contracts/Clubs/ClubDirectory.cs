using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Clubs;

/// <summary>Which people of a club are listed.</summary>
public enum ClubListing
{
    /// <summary>Members, leaders and the owner, in the order in which they joined.</summary>
    Members = 1,

    /// <summary>People who applied. Shown only to those who may decide about applications.</summary>
    Applications = 2,

    /// <summary>People who were invited and have not answered. Shown only to those who may invite.</summary>
    Invitations = 3,

    /// <summary>People who are banned. Shown only to the owner.</summary>
    Banned = 4,
}

/// <summary>Which clubs are listed.</summary>
public enum ClubScope
{
    /// <summary>Open clubs that are not private.</summary>
    Public = 1,

    /// <summary>Clubs that the user is a member of or follows.</summary>
    Mine = 2,

    /// <summary>Clubs that invited the user and wait for the answer.</summary>
    Invitations = 3,
}

/// <summary>One person in a club's directory.</summary>
/// <param name="User">The person's user id.</param>
/// <param name="Person">Names as of the person's last action in the club; null for a person who has not acted in it, for example
/// one who was only invited.</param>
/// <param name="Role">The person's role in the club.</param>
/// <param name="Answer">The applicant's answer to the club's question; empty for everybody else.</param>
/// <param name="Since">When the person got this role, applied or was invited.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubEntry")]
public sealed record ClubEntry(
    [property: Id(0)] UserId User,
    [property: Id(1)] Person? Person,
    [property: Id(2)] ClubRole Role,
    [property: Id(3)] string Answer,
    [property: Id(4)] DateTimeOffset Since);

/// <summary>A page of a club's directory. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubEntryPage")]
public sealed record ClubEntryPage(
    [property: Id(0)] IReadOnlyList<ClubEntry> Entries,
    [property: Id(1)] string? NextPageToken);

/// <summary>A page of clubs. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubPage")]
public sealed record ClubPage(
    [property: Id(0)] IReadOnlyList<ClubView> Clubs,
    [property: Id(1)] string? NextPageToken);

/// <summary>Lists clubs. Key: 0. A stateless worker that reads the tables which the club grains keep up to date.</summary>
[Alias("AudioRooms.IClubDirectoryGrain")]
public interface IClubDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Clubs as the viewer may see them, newest first.</summary>
    /// <param name="scope">Which clubs.</param>
    /// <param name="viewer">The user who reads the list.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<ClubPage> ListAsync(ClubScope scope, UserId viewer, int pageSize, string? pageToken);
}
