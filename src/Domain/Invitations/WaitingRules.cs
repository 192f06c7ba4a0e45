using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Invitations;

/// <summary>Rules of the waiting list: which handles can wait, and who may let a person in.</summary>
public static class WaitingRules
{
    /// <summary>A place that was let in before this time is forfeit.</summary>
    public static DateTimeOffset ForfeitBefore(InvitationOptions options, DateTimeOffset now) => now - options.ExpireAfter;

    /// <summary>The reason why nobody can wait under this handle, or null.</summary>
    public static InvitationRejection? CheckHandle(string handle) =>
        AccountRules.IsHandle(handle) ? null : InvitationRejection.HandleInvalid;

    /// <summary>The reason why the ticket gets no place under the handle, or null. The same ticket again is a repetition and
    /// accepted.</summary>
    /// <param name="present">The handle's present place; null if there is none.</param>
    /// <param name="ticketKey">The ticket to add.</param>
    /// <param name="count">Number of places on the list.</param>
    /// <param name="options">The list's bounds.</param>
    public static InvitationRejection? CheckJoin(
        Waiting? present, string ticketKey, long count, InvitationOptions options, DateTimeOffset now) =>
        present is not null && present.TicketKey == ticketKey ? null
        : present is not null && !present.IsForfeit(options, now) ? InvitationRejection.AlreadyWaiting
        : count >= options.WaitingMax ? InvitationRejection.WaitingListFull
        : null;

    /// <summary>The reason why the person is not let in, or null. A member gets the same answer for a person who was let in
    /// before as for an unknown one. For the operator letting in twice is a repetition.</summary>
    /// <param name="present">The handle's place; null if there is none.</param>
    /// <param name="member">The member who lets the person in; null for the operator.</param>
    public static InvitationRejection? CheckLetIn(Waiting? present, UserId? member) =>
        present is null || (present.LetInAt is not null && member is not null) ? InvitationRejection.NotWaiting : null;
}
