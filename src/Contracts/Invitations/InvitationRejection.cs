namespace AudioRooms.Contracts.Invitations;

/// <summary>Why a call about invitations was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum InvitationRejection
{
    /// <summary>The member has no invitations left, or was never granted any.</summary>
    NoneLeft = 1,

    /// <summary>The member has created 50 invitations within a day.</summary>
    TooManyToday = 2,

    /// <summary>The member has no invitation with this key.</summary>
    NotFound = 3,

    /// <summary>A person has joined with the invitation; it cannot be revoked.</summary>
    AlreadyAccepted = 4,

    /// <summary>A grant of 0 invitations, or of more than a member may ever have.</summary>
    GrantInvalid = 5,

    /// <summary>The handle is not 2 to 30 of a-z, 0-9 and "_".</summary>
    HandleInvalid = 6,

    /// <summary>A person waits under this handle already.</summary>
    AlreadyWaiting = 7,

    /// <summary>No person waits under this handle.</summary>
    NotWaiting = 8,

    /// <summary>The waiting list has no place left.</summary>
    WaitingListFull = 9,

    /// <summary>There is no member with this id.</summary>
    MemberUnknown = 10,
}
