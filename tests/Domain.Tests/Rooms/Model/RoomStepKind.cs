namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>Names every change of an existing room: each command by its type, and each other method of the room that returns a
/// decision. <see cref="RoomModelTests"/> compares the names with the types and the methods. A new name does not compile until
/// <see cref="RoomStep"/> executes it and <see cref="RoomOracle"/> predicts its result.</summary>
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
