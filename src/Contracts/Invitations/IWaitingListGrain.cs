using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Invitations;

/// <summary>People who want to join and have no invitation. Key: 0. A stateless worker over a table. A waiting person holds a
/// ticket; the operator or a member lets the person in, and then the ticket works as an invitation.</summary>
[Alias("AudioRooms.IWaitingListGrain")]
public interface IWaitingListGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a person to the list. The same handle with the same ticket changes nothing.</summary>
    /// <param name="handle">The handle by which members find the person. It is not reserved.</param>
    /// <param name="ticketKey"><see cref="InvitationSecret.KeyOf"/> of the ticket.</param>
    [Alias("Join")]
    Task<InvitationReply<WaitingPlace>> JoinAsync(string handle, string ticketKey);

    /// <summary>The place of a ticket on the list.</summary>
    [Alias("Get"), ReadOnly]
    Task<InvitationReply<WaitingPlace>> GetAsync(string ticketKey);

    /// <summary>Lets a waiting person in: on an invitation of <paramref name="member"/>, or on one of the operator if it is
    /// null.</summary>
    [Alias("LetIn")]
    Task<InvitationReply<WaitingPlace>> LetInAsync(string handle, UserId? member);

    /// <summary>A page of waiting people, longest waiting first. For the operator.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<WaitingPage> ListAsync(int pageSize, string? pageToken);
}

/// <summary>A person's place on the waiting list.</summary>
/// <param name="Handle">The handle by which members find the person.</param>
/// <param name="JoinedAt">Since when the person waits.</param>
/// <param name="LetInAt">When the person was let in; null while waiting.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.WaitingPlace")]
public sealed record WaitingPlace(
    [property: Id(0)] string Handle,
    [property: Id(1)] DateTimeOffset JoinedAt,
    [property: Id(2)] DateTimeOffset? LetInAt);

/// <summary>A page of the waiting list. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WaitingPage")]
public sealed record WaitingPage(
    [property: Id(0)] IReadOnlyList<WaitingPlace> Places,
    [property: Id(1)] string? NextPageToken);
