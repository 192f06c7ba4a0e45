using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>
/// What a participant asks of a room besides sound and the stage itself. Who asks is not in it: that is whoever the gateway
/// authenticated.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCommand")]
public abstract record RoomCommand;

/// <summary>Asks to be called on stage. Repeated: replaces the question and keeps the place.</summary>
/// <param name="Question">One line of at most 140 characters, or null.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RaiseHand")]
public sealed record RaiseHand([property: Id(0)] string? Question) : RoomCommand;

/// <summary>Takes a hand down: one's own, or as a host somebody else's.</summary>
/// <param name="User">Whose hand; null for one's own.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LowerHand")]
public sealed record LowerHand([property: Id(0)] UserId? User) : RoomCommand;

/// <summary>A host asks somebody on stage, who accepts by taking it and then enters muted.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.InviteToStage")]
public sealed record InviteToStage([property: Id(0)] UserId User) : RoomCommand;

/// <summary>A host takes an invitation to the stage back.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WithdrawInvitation")]
public sealed record WithdrawInvitation([property: Id(0)] UserId User) : RoomCommand;

/// <summary>Says no to an invitation to the stage. Nobody is told, and nobody can ask again before a hand is raised.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DeclineInvitation")]
public sealed record DeclineInvitation : RoomCommand;

/// <summary>A host moves somebody from the stage to the audience.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MoveDown")]
public sealed record MoveDown([property: Id(0)] UserId User) : RoomCommand;

/// <summary>A host switches somebody's microphone off. There is no command that switches somebody else's on.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteSpeaker")]
public sealed record MuteSpeaker([property: Id(0)] UserId User) : RoomCommand;

/// <summary>A host switches off every microphone on stage that they rank above.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteAll")]
public sealed record MuteAll : RoomCommand;

/// <summary>A host puts somebody out, who stays out until let back in.</summary>
/// <param name="User">Who.</param>
/// <param name="IsBan">Only the host may, and only the host can lift it; else co-hosts may too.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RemovePerson")]
public sealed record RemovePerson([property: Id(0)] UserId User, [property: Id(1)] bool IsBan) : RoomCommand;

/// <summary>A host lets somebody back in who was put out.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReadmitPerson")]
public sealed record ReadmitPerson([property: Id(0)] UserId User) : RoomCommand;

/// <summary>The host makes somebody on stage a co-host; the order of appointment is the order of succession.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AppointCoHost")]
public sealed record AppointCoHost([property: Id(0)] UserId User) : RoomCommand;

/// <summary>The host makes a co-host a speaker again, or a co-host steps down.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DismissCoHost")]
public sealed record DismissCoHost([property: Id(0)] UserId User) : RoomCommand;

/// <summary>The host hands the room to somebody on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandOver")]
public sealed record HandOver([property: Id(0)] UserId User) : RoomCommand;

/// <summary>A host closes the door to newcomers, or opens it.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SetLocked")]
public sealed record SetLocked([property: Id(0)] bool Locked) : RoomCommand;

/// <summary>A host shows a link to everybody.</summary>
/// <param name="Url">https, at most 500 characters; null takes it down.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PinLink")]
public sealed record PinLink([property: Id(0)] string? Url) : RoomCommand;

/// <summary>A host writes a new title card.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RenameRoom")]
public sealed record RenameRoom(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<string> Topics) : RoomCommand;

/// <summary>A host changes how the room is run. Null leaves a setting as it is.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ChangeSettings")]
public sealed record ChangeSettings(
    [property: Id(0)] RoomKind? Kind,
    [property: Id(1)] HandPolicy? HandPolicy,
    [property: Id(2)] HandOrder? HandOrder,
    [property: Id(3)] AttendancePrivacy? Attendance) : RoomCommand;

/// <summary>Somebody on stage asks a person into a social or closed room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AskIn")]
public sealed record AskIn([property: Id(0)] UserId User) : RoomCommand;
