using AudioRooms.Contracts.Invitations;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>A handle on the waiting list, as stored.</summary>
/// <param name="Handle">Kept for the person who waits.</param>
/// <param name="TicketKey">SHA-256 of the ticket that the person holds.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="LetInAt">When somebody let the person in; null while the person waits.</param>
public sealed record Waiting(string Handle, string TicketKey, DateTimeOffset JoinedAt, DateTimeOffset? LetInAt)
{
    /// <summary>
    /// True for a person who was let in and did not come until the invitation ran out: the handle is anybody's again.
    /// </summary>
    public bool IsForfeit(InvitationOptions options, DateTimeOffset now) => LetInAt < WaitingRules.ForfeitBefore(options, now);

    /// <summary>As others see it.</summary>
    public WaitingPlace ToPlace() => new(Handle, JoinedAt, LetInAt);
}
