using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Invitations;

/// <summary>
/// People who want to join and have no invitation. Key: 0; a stateless worker over a table. Whoever waits holds a ticket; being
/// let in turns the ticket into an invitation, the operator's or an acquaintance's.
/// </summary>
[Alias("AudioRooms.IWaitingListGrain")]
public interface IWaitingListGrain : IGrainWithIntegerKey
{
    /// <summary>Puts somebody on the list. The same handle and ticket again change nothing.</summary>
    /// <param name="handle">By which others find them; it is not reserved.</param>
    /// <param name="ticketKey"><see cref="InvitationSecret.KeyOf"/> the ticket.</param>
    [Alias("Join")]
    Task<InvitationReply<WaitingPlace>> JoinAsync(string handle, string ticketKey);

    /// <summary>How a ticket stands.</summary>
    [Alias("Get"), ReadOnly]
    Task<InvitationReply<WaitingPlace>> GetAsync(string ticketKey);

    /// <summary>Lets somebody in: on a member's invitation, or on the operator's if <paramref name="member"/> is null.</summary>
    [Alias("LetIn")]
    Task<InvitationReply<WaitingPlace>> LetInAsync(string handle, UserId? member);

    /// <summary>Who waits, longest first. For the operator.</summary>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<WaitingPage> ListAsync(int pageSize, string? pageToken);
}

/// <summary>Somebody's place on the waiting list.</summary>
/// <param name="Handle">By which others find them.</param>
/// <param name="JoinedAt">Since when they wait.</param>
/// <param name="LetInAt">When they were let in; null while they wait.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.WaitingPlace")]
public sealed record WaitingPlace(
    [property: Id(0)] string Handle,
    [property: Id(1)] DateTimeOffset JoinedAt,
    [property: Id(2)] DateTimeOffset? LetInAt);

/// <summary>A page of the waiting list; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WaitingPage")]
public sealed record WaitingPage(
    [property: Id(0)] IReadOnlyList<WaitingPlace> Places,
    [property: Id(1)] string? NextPageToken);
