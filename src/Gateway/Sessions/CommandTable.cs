using System.Collections.Frozen;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Body = AudioRooms.Wire.V1.ClientMessage.BodyOneofCase;
using Commands = AudioRooms.Contracts.Rooms;
using RoomCommand = AudioRooms.Contracts.Rooms.RoomCommand;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// How the gateway handles one kind of message. A row allows only what it states: guests may send the message only if
/// <see cref="IsForGuests"/> is set, and every message counts towards the connection's own rate unless <see cref="HasOwnRate"/>
/// is set.
/// </summary>
internal sealed record CommandRow
{
    private CommandRow()
    {
    }

    /// <summary>The refusal of this kind of message; null if such messages are carried out.</summary>
    public EdgeRefusal? Refusal { get; private init; }

    /// <summary>
    /// Carries a message out and answers it on the connection's reading loop; null for a message that must wait its turn.
    /// </summary>
    public Action<SessionMessages, ClientMessage>? AtOnce { get; private init; }

    /// <summary>Carries a message out in the connection's queue, without asking the room's grain.</summary>
    public Func<SessionMessages, ClientMessage, Task<WireError?>>? InTurn { get; private init; }

    /// <summary>Asks the room's grain, in the connection's queue.</summary>
    public Func<CommandRouter, CommandCall, Task<CommandResult>>? AskRoom { get; private init; }

    /// <summary>
    /// True if guests may send the message. Guests listen and leave; all else needs an account that can be held responsible.
    /// </summary>
    public bool IsForGuests { get; init; }

    /// <summary>The person's limit that the message counts towards, in addition to the connection's own rate.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>
    /// True if the message counts towards <see cref="Limit"/> alone: applause must not use up the rate for a hand or a mute.
    /// </summary>
    public bool HasOwnRate { get; init; }

    /// <summary>Refuses a message without valid content, before it counts towards <see cref="Limit"/>.</summary>
    public Func<GatewayOptions, ClientMessage, EdgeRefusal?>? Check { get; init; }

    /// <summary>True for a message that mutes the sender: the gateway stops the sound before it asks the room.</summary>
    public Func<ClientMessage, bool>? Silences { get; init; }

    /// <summary>True if the command may carry an idempotency key, so that a repetition gets the first answer again.</summary>
    public bool TakesKey { get; init; }

    /// <summary>True if a companion that sends it ends its person's stay on stage, which belongs to the main device.</summary>
    public bool EndsPersonsStay { get; init; }

    /// <summary>True if the connection ends after the answer.</summary>
    public bool EndsConnection { get; init; }

    /// <summary>The row of a message that is refused.</summary>
    public static CommandRow Refused(EdgeRefusal refusal) => new() { Refusal = refusal };

    /// <summary>The row of a message about the device's own session that is carried out at once.</summary>
    public static CommandRow Session(Action<SessionMessages, ClientMessage> act) => new() { AtOnce = act };

    /// <summary>The row of a message about the device's own session that awaits a call.</summary>
    public static CommandRow Session(Func<SessionMessages, ClientMessage, Task<WireError?>> act) => new() { InTurn = act };

    /// <summary>The row of a command for which the router has a method of its own.</summary>
    public static CommandRow Room(Func<CommandRouter, CommandCall, Task<CommandResult>> ask) =>
        new() { AskRoom = ask, TakesKey = true };

    /// <summary>The row of a command that is read from the wire and decided by the room.</summary>
    /// <param name="read">Reads the command; returns null if that is not possible.</param>
    /// <param name="unreadable">The refusal for a command that cannot be read.</param>
    public static CommandRow Room(Func<ClientMessage, RoomCommand?> read, EdgeRefusal unreadable = EdgeRefusal.UserIdInvalid) =>
        Room((router, call) => router.CommandAsync(call, read(call.Message), unreadable));
}

/// <summary>
/// The one table of the messages that a device may send. The switch has no default arm: a new member of <c>ClientMessage.body</c>
/// does not compile until it has a row. A message of a kind that this build does not know is <see cref="Body.None"/>, which is
/// refused.
/// </summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<Body, CommandRow> Rows =
        Enum.GetValues<Body>().ToFrozenDictionary(static body => body, New);

    /// <summary>The row of a kind of message.</summary>
    public static CommandRow RowOf(Body body) => Rows[body];

    private static CommandRow New(Body body) => body switch
    {
        // The session. The connection itself takes the first Join, sound and acknowledgements; they reach this table only when
        // misplaced.
        Body.None or Body.Audio or Body.Ack => CommandRow.Refused(EdgeRefusal.CommandUnknown),
        Body.Join => CommandRow.Refused(EdgeRefusal.AlreadyJoined) with { IsForGuests = true },
        Body.Ping => CommandRow.Session(static (session, message) => session.Pong(message)) with { IsForGuests = true },
        Body.SetLatency => CommandRow.Session(static (session, message) => session.SetLatency(message)) with
        {
            IsForGuests = true,
        },
        Body.SetSound => CommandRow.Session(static (session, message) => session.SetSound(message)) with { IsForGuests = true },
        Body.Authenticate => CommandRow.Session(static (session, message) => session.AuthenticateAsync(message)) with
        {
            IsForGuests = true,
        },
        Body.React => CommandRow.Session(static (session, message) => session.React(message)) with
        {
            Limit = RateLimit.Reaction,
            HasOwnRate = true,
            Check = static (options, message) =>
                options.Reactions.Names.Contains(message.React.Reaction) ? null : EdgeRefusal.ReactionUnknown,
        },

        // The sender's own place in the room.
        Body.TakeStage => CommandRow.Room(static (router, call) => router.TakeStageAsync(call)),
        Body.LeaveStage => CommandRow.Room(static (router, call) => router.LeaveStageAsync(call)) with
        {
            Silences = static _ => true,
            EndsPersonsStay = true,
        },
        Body.SetMuted => CommandRow.Room(static (router, call) => router.SetMutedAsync(call)) with
        {
            Silences = static message => message.SetMuted.Muted,
        },
        Body.EndRoom => CommandRow.Room(static (router, call) => router.EndRoomAsync(call)) with { Silences = static _ => true },
        Body.Leave => CommandRow.Room(static (router, call) => router.LeaveAsync(call)) with
        {
            IsForGuests = true,
            Silences = static _ => true,
            TakesKey = false,
            EndsConnection = true,
        },

        // Hands and invitations.
        Body.RaiseHand => CommandRow.Room(static message => new Commands.RaiseHand(message.RaiseHand.Question)) with
        {
            Limit = RateLimit.Hand,
        },
        Body.LowerHand => CommandRow.Room(static message => message.LowerHand.UserId.Length == 0
            ? new Commands.LowerHand(User: null)
            : About(message.LowerHand.UserId, static user => new Commands.LowerHand(user))),
        Body.LowerAllHands => CommandRow.Room(static _ => new Commands.LowerAllHands()),
        Body.InviteToStage => CommandRow.Room(static message =>
            About(message.InviteToStage.UserId, static user => new Commands.InviteToStage(user))) with
        {
            Limit = RateLimit.StageInvitation,
        },
        Body.WithdrawInvitation => CommandRow.Room(static message =>
            About(message.WithdrawInvitation.UserId, static user => new Commands.WithdrawInvitation(user))),
        Body.DeclineInvitation => CommandRow.Room(static _ => new Commands.DeclineInvitation()),
        Body.AskIn => CommandRow.Room(static message => About(message.AskIn.UserId, static user => new Commands.AskIn(user))) with
        {
            Limit = RateLimit.StageInvitation,
        },

        // Moderation.
        Body.MoveDown => CommandRow.Room(static message =>
            About(message.MoveDown.UserId, static user => new Commands.MoveDown(user))),
        Body.MuteSpeaker => CommandRow.Room(static message =>
            About(message.MuteSpeaker.UserId, static user => new Commands.MuteSpeaker(user))),
        Body.MuteAll => CommandRow.Room(static _ => new Commands.MuteAll()),
        Body.RemovePerson => CommandRow.Room(static message => message.RemovePerson.Ban
            ? About(message.RemovePerson.UserId, static user => new Commands.RemovePerson(user, IsBan: true))
            : About(message.RemovePerson.UserId, static user => new Commands.RemovePerson(user, IsBan: false))),
        Body.ReadmitPerson => CommandRow.Room(static message =>
            About(message.ReadmitPerson.UserId, static user => new Commands.ReadmitPerson(user))),
        Body.AppointCoHost => CommandRow.Room(static message =>
            About(message.AppointCoHost.UserId, static user => new Commands.AppointCoHost(user))),
        Body.DismissCoHost => CommandRow.Room(static message =>
            About(message.DismissCoHost.UserId, static user => new Commands.DismissCoHost(user))),
        Body.HandOver => CommandRow.Room(static message =>
            About(message.HandOver.UserId, static user => new Commands.HandOver(user))),

        // The room itself.
        Body.SetLocked => CommandRow.Room(static message => new Commands.SetLocked(message.SetLocked.Locked)),
        Body.PinLink => CommandRow.Room(static message =>
            new Commands.PinLink(message.PinLink.Url.Length == 0 ? null : message.PinLink.Url)),
        Body.RenameRoom => CommandRow.Room(static message =>
            new Commands.RenameRoom(message.RenameRoom.Title, [.. message.RenameRoom.Topics])),
        Body.ChangeSettings => CommandRow.Room(
            static message => RoomSettingsOnWire.TryRead(
                message.ChangeSettings.Kind,
                message.ChangeSettings.HandPolicy,
                message.ChangeSettings.HandOrder,
                message.ChangeSettings.Attendance),
            unreadable: EdgeRefusal.ValueUnknown),
    };

    private static RoomCommand? About(string user, Func<UserId, RoomCommand> make) =>
        Identifiers.IsWellFormed(user) ? make(new UserId(user)) : null;
}
