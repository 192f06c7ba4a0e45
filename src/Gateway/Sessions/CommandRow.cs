using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
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
