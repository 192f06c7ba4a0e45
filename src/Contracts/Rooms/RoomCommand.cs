using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>
/// What a participant asks of a room besides sound and the stage itself. Who asks is not in it: that is whoever the gateway
/// authenticated.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomCommand")]
public abstract record RoomCommand
{
    /// <summary>Takes the row of this kind of command out of a table that has one for each kind.</summary>
    /// <param name="cases">The table.</param>
    /// <param name="asked">What the row needs besides the command: who asks, and when.</param>
    public abstract T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked);
}

/// <summary>
/// A table with a row for each kind of command. The compiler holds it complete, as it does <see cref="IRoomEventCases{T}"/>.
/// </summary>
/// <typeparam name="TAsked">What a row needs besides the command.</typeparam>
/// <typeparam name="T">What a row says of its command.</typeparam>
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

/// <summary>Asks to be called on stage. Repeated: replaces the question and keeps the place.</summary>
/// <param name="Question">One line of at most 140 characters, or null.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RaiseHand")]
public sealed record RaiseHand([property: Id(0)] string? Question) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Takes a hand down: one's own, or as a host somebody else's.</summary>
/// <param name="User">Whose hand; null for one's own.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.LowerHand")]
public sealed record LowerHand([property: Id(0)] UserId? User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host lowers every hand.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LowerAllHands")]
public sealed record LowerAllHands : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host asks somebody on stage, who accepts by taking it and then enters muted.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.InviteToStage")]
public sealed record InviteToStage([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host takes an invitation to the stage back.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.WithdrawInvitation")]
public sealed record WithdrawInvitation([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>Says no to an invitation to the stage. Nobody is told, and nobody can ask again before a hand is raised.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DeclineInvitation")]
public sealed record DeclineInvitation : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host moves somebody from the stage to the audience.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MoveDown")]
public sealed record MoveDown([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host switches somebody's microphone off. There is no command that switches somebody else's on.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteSpeaker")]
public sealed record MuteSpeaker([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host switches off every microphone on stage that they rank above.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.MuteAll")]
public sealed record MuteAll : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host puts somebody out, who stays out until let back in.</summary>
/// <param name="User">Who.</param>
/// <param name="IsBan">Only the host may, and only the host can lift it; else co-hosts may too.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RemovePerson")]
public sealed record RemovePerson([property: Id(0)] UserId User, [property: Id(1)] bool IsBan) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host lets somebody back in who was put out.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReadmitPerson")]
public sealed record ReadmitPerson([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>The host makes somebody on stage a co-host; the order of appointment is the order of succession.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AppointCoHost")]
public sealed record AppointCoHost([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>The host makes a co-host a speaker again, or a co-host steps down.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.DismissCoHost")]
public sealed record DismissCoHost([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>The host hands the room to somebody on stage.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HandOver")]
public sealed record HandOver([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host closes the door to newcomers, or opens it.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SetLocked")]
public sealed record SetLocked([property: Id(0)] bool Locked) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host shows a link to everybody.</summary>
/// <param name="Url">https, at most 500 characters; null takes it down.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PinLink")]
public sealed record PinLink([property: Id(0)] string? Url) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host writes a new title card.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RenameRoom")]
public sealed record RenameRoom(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<string> Topics) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host changes how the room is run. Null leaves a setting as it is.</summary>
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

/// <summary>Somebody on stage asks a person into a social or closed room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.AskIn")]
public sealed record AskIn([property: Id(0)] UserId User) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}

/// <summary>A host makes a link into the room; one with an id that exists changes nothing.</summary>
/// <param name="Id">Chosen by the gateway.</param>
/// <param name="Kind">Where it leads.</param>
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

/// <summary>A host takes a link back. Who came in by it stays.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RevokeLink")]
public sealed record RevokeLink([property: Id(0)] string Id) : RoomCommand
{
    /// <inheritdoc/>
    public override T Match<TAsked, T>(IRoomCommandCases<TAsked, T> cases, TAsked asked) => cases.CaseOf(this, asked);
}
