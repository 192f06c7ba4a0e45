namespace AudioRooms.Contracts.Invitations;

/// <summary>Why something about invitations was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum InvitationRejection
{
    /// <summary>All invitations are with people, or nothing was ever granted.</summary>
    NoneLeft = 1,

    /// <summary>50 invitations were made within a day.</summary>
    TooManyToday = 2,

    /// <summary>No such invitation of this member.</summary>
    NotFound = 3,

    /// <summary>Somebody joined with it; it cannot be called back.</summary>
    AlreadyAccepted = 4,

    /// <summary>A grant of no invitations, or of more than a member may ever have.</summary>
    GrantInvalid = 5,

    /// <summary>The handle is not 2 to 30 of a-z, 0-9 and "_".</summary>
    HandleInvalid = 6,

    /// <summary>Somebody waits under this handle already.</summary>
    AlreadyWaiting = 7,

    /// <summary>Nobody waits under this handle.</summary>
    NotWaiting = 8,

    /// <summary>The waiting list has no place left.</summary>
    WaitingListFull = 9,

    /// <summary>No member with this id.</summary>
    MemberUnknown = 10,
}
