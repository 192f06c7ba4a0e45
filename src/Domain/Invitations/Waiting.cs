using AudioRooms.Contracts.Invitations;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>A person's place on the waiting list, in its stored form.</summary>
/// <param name="Handle">The handle under which the person waits.</param>
/// <param name="TicketKey">SHA-256 of the person's ticket.</param>
/// <param name="JoinedAt">Since when the person waits.</param>
/// <param name="LetInAt">When the person was let in; null while waiting.</param>
public sealed record Waiting(string Handle, string TicketKey, DateTimeOffset JoinedAt, DateTimeOffset? LetInAt)
{
    /// <summary>True if the person was let in and did not join before the invitation expired. Another person may then wait under
    /// the handle.</summary>
    public bool IsForfeit(InvitationOptions options, DateTimeOffset now) => LetInAt < WaitingRules.ForfeitBefore(options, now);

    public WaitingPlace ToPlace() => new(Handle, JoinedAt, LetInAt);
}
