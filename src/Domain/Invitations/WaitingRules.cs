using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>Who may wait under which handle, and who may let in whom.</summary>
public static class WaitingRules
{
    /// <summary>A place that was let in before this time is forfeit.</summary>
    public static DateTimeOffset ForfeitBefore(InvitationOptions options, DateTimeOffset now) => now - options.ExpireAfter;

    /// <summary>Why the handle cannot be waited under, or null.</summary>
    public static InvitationRejection? CheckHandle(string handle) =>
        AccountRules.IsHandle(handle) ? null : InvitationRejection.HandleInvalid;

    /// <summary>Why the ticket gets no place under the handle, or null. A ticket that is there already is a repetition.</summary>
    /// <param name="present">The present place of the handle; null if there is none.</param>
    /// <param name="ticketKey">The ticket that asks.</param>
    /// <param name="count">Places in all.</param>
    /// <param name="options">The list's bounds.</param>
    /// <param name="now">The time.</param>
    public static InvitationRejection? CheckJoin(
        Waiting? present, string ticketKey, long count, InvitationOptions options, DateTimeOffset now) =>
        present is not null && present.TicketKey == ticketKey ? null
        : present is not null && !present.IsForfeit(options, now) ? InvitationRejection.AlreadyWaiting
        : count >= options.WaitingMax ? InvitationRejection.WaitingListFull
        : null;

    /// <summary>
    /// Why nobody is let in, or null. A member does not learn by trying who was let in before; to the operator it is a
    /// repetition.
    /// </summary>
    /// <param name="present">The place of the handle; null if nobody waits under it.</param>
    /// <param name="member">The member who lets in; null for the operator.</param>
    public static InvitationRejection? CheckLetIn(Waiting? present, UserId? member) =>
        present is null || (present.LetInAt is not null && member is not null) ? InvitationRejection.NotWaiting : null;
}
