using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes of the refusals of invitation ledgers and the waiting list. Programs compare the codes; people read the text beside
/// them.
/// </summary>
public static class InvitationCodes
{
    /// <summary>The caller has no invitation left.</summary>
    public const string NoneLeft = "no_invitations_left";

    /// <summary>The caller made <see cref="InvitationOptions.IssuedPerDayMax"/> invitations within a day.</summary>
    public const string TooManyToday = "too_many_invitations";

    /// <summary>The caller has no such invitation.</summary>
    public const string NotFound = "invitation_not_found";

    /// <summary>A person has joined with the invitation.</summary>
    public const string AlreadyAccepted = "invitation_accepted";

    /// <summary>
    /// The grant is not 1 to <see cref="InvitationOptions.EarnedAtOnceMax"/>, has no idempotency key, or would exceed
    /// <see cref="InvitationOptions.GrantMax"/> in all.
    /// </summary>
    public const string GrantInvalid = "grant_invalid";

    /// <summary>
    /// The handle is not <see cref="AccountBounds.HandleLengthMin"/> to <see cref="AccountBounds.HandleLengthMax"/> characters of
    /// a-z, 0-9 and <c>_</c>.
    /// </summary>
    public const string HandleInvalid = "waiting_handle_invalid";

    /// <summary>The handle is on the waiting list already.</summary>
    public const string AlreadyWaiting = "already_waiting";

    /// <summary>The handle or ticket is not on the waiting list.</summary>
    public const string NotWaiting = "not_waiting";

    /// <summary>The waiting list is full.</summary>
    public const string WaitingListFull = "waiting_list_full";

    /// <summary>There is no member with this id.</summary>
    public const string MemberUnknown = "member_unknown";
}
