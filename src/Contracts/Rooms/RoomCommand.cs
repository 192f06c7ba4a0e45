using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>A participant's command to a room, apart from sound and from taking or leaving the stage. The command does not say
/// who sends it: the gateway adds the authenticated user.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCommand")]
public abstract record RoomCommand
{
    /// <summary>Calls the row for this kind of command in a table that has a row for each kind.</summary>
    /// <param name="cases">The table.</param>
    /// <param name="asked">What the row needs besides the command: the sender and the time.</param>
    public abstract T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked);
}

/// <summary>A table with a row for each kind of command. A table that lacks a row does not compile, as for
/// <see cref="IRoomEventCases{T}"/>.</summary>
/// <typeparam name="TAsked">What a row needs besides the command.</typeparam>
/// <typeparam name="T">What a row returns for its command.</typeparam>
public interface IRoomCommandCases<in TAsked, out T>
{
    /// <summary>The row of <see cref="RaiseHand"/>.</summary>
    T CaseOf(RaiseHand command, TAsked asked);

    /// <summary>The row of <see cref="LowerHand"/>.</summary>
    T CaseOf(LowerHand command, TAsked asked);

    /// <summary>The row of <see cref="LowerAllHands"/>.</summary>
    T CaseOf(LowerAllHands command, TAsked asked);

    /// <summary>The row of <see cref="InviteToStage"/>.</summary>
    T CaseOf(InviteToStage command, TAsked asked);

    /// <summary>The row of <see cref="WithdrawInvitation"/>.</summary>
    T CaseOf(WithdrawInvitation command, TAsked asked);

    /// <summary>The row of <see cref="DeclineInvitation"/>.</summary>
    T CaseOf(DeclineInvitation command, TAsked asked);

    /// <summary>The row of <see cref="MoveDown"/>.</summary>
    T CaseOf(MoveDown command, TAsked asked);

    /// <summary>The row of <see cref="MuteSpeaker"/>.</summary>
    T CaseOf(MuteSpeaker command, TAsked asked);

    /// <summary>The row of <see cref="MuteAll"/>.</summary>
    T CaseOf(MuteAll command, TAsked asked);

    /// <summary>The row of <see cref="RemovePerson"/>.</summary>
    T CaseOf(RemovePerson command, TAsked asked);

    /// <summary>The row of <see cref="ReadmitPerson"/>.</summary>
    T CaseOf(ReadmitPerson command, TAsked asked);

    /// <summary>The row of <see cref="AppointCoHost"/>.</summary>
    T CaseOf(AppointCoHost command, TAsked asked);

    /// <summary>The row of <see cref="DismissCoHost"/>.</summary>
    T CaseOf(DismissCoHost command, TAsked asked);

    /// <summary>The row of <see cref="HandOver"/>.</summary>
    T CaseOf(HandOver command, TAsked asked);

    /// <summary>The row of <see cref="SetLocked"/>.</summary>
    T CaseOf(SetLocked command, TAsked asked);

    /// <summary>The row of <see cref="PinLink"/>.</summary>
    T CaseOf(PinLink command, TAsked asked);

    /// <summary>The row of <see cref="RenameRoom"/>.</summary>
    T CaseOf(RenameRoom command, TAsked asked);

    /// <summary>The row of <see cref="ChangeSettings"/>.</summary>
    T CaseOf(ChangeSettings command, TAsked asked);

    /// <summary>The row of <see cref="AskIn"/>.</summary>
    T CaseOf(AskIn command, TAsked asked);

    /// <summary>The row of <see cref="MakeLink"/>.</summary>
    T CaseOf(MakeLink command, TAsked asked);

    /// <summary>The row of <see cref="RevokeLink"/>.</summary>
    T CaseOf(RevokeLink command, TAsked asked);
}

/// <summary>Raises the sender's hand. A second command replaces the question and keeps the place in the queue.</summary>
/// <param name="Question">One line of at most 140 characters; null for no question.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RaiseHand")]
public sealed record RaiseHand([property: Id(0)] string? Question) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Lowers a hand: the sender's own, or as a host that of another person.</summary>
/// <param name="User">The person whose hand it is; null for the sender.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LowerHand")]
public sealed record LowerHand([property: Id(0)] UserId? User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Lowers every hand. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LowerAllHands")]
public sealed record LowerAllHands : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Invites a person to the stage. For hosts. The person accepts by taking the stage, and enters muted.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.InviteToStage")]
public sealed record InviteToStage([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Withdraws an invitation to the stage. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WithdrawInvitation")]
public sealed record WithdrawInvitation([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Declines an invitation to the stage. Nobody is told, and a host cannot invite this person again until the person
/// raises a hand.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DeclineInvitation")]
public sealed record DeclineInvitation : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Moves a person from the stage to the audience. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MoveDown")]
public sealed record MoveDown([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Switches off a person's microphone. For hosts. No command switches on the microphone of another person.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteSpeaker")]
public sealed record MuteSpeaker([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Switches off every microphone on stage whose owner the sender outranks. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteAll")]
public sealed record MuteAll : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Removes a person from the room until readmitted. For hosts.</summary>
/// <param name="User">The person to remove.</param>
/// <param name="IsBan">True for a ban, which only the host can issue and lift; false for a removal, which co-hosts can issue and
/// lift too.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RemovePerson")]
public sealed record RemovePerson([property: Id(0)] UserId User, [property: Id(1)] bool IsBan) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Lets a removed person enter the room again. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReadmitPerson")]
public sealed record ReadmitPerson([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Makes a person on stage a co-host; the order of appointment is the order of succession. For the host.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AppointCoHost")]
public sealed record AppointCoHost([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Makes a co-host a speaker again. For the host, or for a co-host who steps down.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DismissCoHost")]
public sealed record DismissCoHost([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Hands the room over to a person on stage. For the host.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandOver")]
public sealed record HandOver([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Locks the room against newcomers, or unlocks it. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SetLocked")]
public sealed record SetLocked([property: Id(0)] bool Locked) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Pins a link that everybody in the room sees. For hosts.</summary>
/// <param name="Url">https, at most 500 characters; null to unpin.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PinLink")]
public sealed record PinLink([property: Id(0)] string? Url) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Changes title and topics. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RenameRoom")]
public sealed record RenameRoom(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<string> Topics) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Changes the room's settings; null leaves a setting as it is. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ChangeSettings")]
public sealed record ChangeSettings(
    [property: Id(0)] RoomKind? Kind,
    [property: Id(1)] HandPolicy? HandPolicy,
    [property: Id(2)] HandOrder? HandOrder,
    [property: Id(3)] AttendancePrivacy? Attendance) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Lets a person into a social or closed room. For people on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AskIn")]
public sealed record AskIn([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Creates a link into the room; a command with an existing id changes nothing. For hosts.</summary>
/// <param name="Id">Chosen by the gateway.</param>
/// <param name="Kind">Where the link leads.</param>
/// <param name="Key">SHA-256 of the token.</param>
/// <param name="ValidFor">1 minute to 7 days.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.MakeLink")]
public sealed record MakeLink(
    [property: Id(0)] string Id,
    [property: Id(1)] RoomLinkKind Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] TimeSpan ValidFor) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Revokes a link. People who came in by it stay. For hosts.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RevokeLink")]
public sealed record RevokeLink([property: Id(0)] string Id) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}
