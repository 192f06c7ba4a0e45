using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which the ledger of invitations or the waiting list refuses.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class InvitationCodes
{
    /// <summary>All are given away.</summary>
    public const string NoneLeft = "no_invitations_left";

    /// <summary><see cref="InvitationOptions.IssuedPerDayMax"/> were made within a day.</summary>
    public const string TooManyToday = "too_many_invitations";

    /// <summary>Not one of yours.</summary>
    public const string NotFound = "invitation_not_found";

    /// <summary>Somebody joined with it.</summary>
    public const string AlreadyAccepted = "invitation_accepted";

    /// <summary>
    /// Not 1 to <see cref="InvitationOptions.EarnedAtOnceMax"/>, no idempotency key, or above <see
    /// cref="InvitationOptions.GrantMax"/> in all.
    /// </summary>
    public const string GrantInvalid = "grant_invalid";

    /// <summary>
    /// Not <see cref="AccountBounds.HandleLengthMin"/> to <see cref="AccountBounds.HandleLengthMax"/> of a-z, 0-9 and <c>_</c>.
    /// </summary>
    public const string HandleInvalid = "waiting_handle_invalid";

    /// <summary>Somebody waits under this handle.</summary>
    public const string AlreadyWaiting = "already_waiting";

    /// <summary>Nobody waits under this handle or ticket.</summary>
    public const string NotWaiting = "not_waiting";

    /// <summary>No place left.</summary>
    public const string WaitingListFull = "waiting_list_full";

    /// <summary>No member with this id.</summary>
    public const string MemberUnknown = "member_unknown";
}
