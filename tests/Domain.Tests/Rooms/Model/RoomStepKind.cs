namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>
/// Everything that can be done to a room that exists: each command by the name of its type, then each other method of the room
/// that returns a decision. <see cref="RoomModelTests"/> compares the names with the types and the methods. A new name does not
/// compile until <see cref="RoomStep"/> does it and <see cref="RoomOracle"/> says what it comes to.
/// </summary>
internal enum RoomStepKind
{
    RaiseHand,
    LowerHand,
    LowerAllHands,
    InviteToStage,
    WithdrawInvitation,
    DeclineInvitation,
    MoveDown,
    MuteSpeaker,
    MuteAll,
    RemovePerson,
    ReadmitPerson,
    AppointCoHost,
    DismissCoHost,
    HandOver,
    SetLocked,
    PinLink,
    RenameRoom,
    ChangeSettings,
    AskIn,
    MakeLink,
    RevokeLink,
    TakeStage,
    LeaveStage,
    SetMuted,
    End,
    UseLink,
    RemoveFormerMember,
    Expel,
    EndForService,
    KeepHosted,
    ClearHands,
    ClearStage,
}
