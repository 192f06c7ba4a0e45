using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using RoomCommand = AudioRooms.Contracts.Rooms.RoomCommand;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// What the gateway does with one kind of message. A row allows only what it says: guests may send the message if
/// <see cref="IsForGuests"/>, and every message counts towards the connection's own rate unless <see cref="HasOwnRate"/>.
/// </summary>
internal sealed record CommandRow
{
    private CommandRow()
    {
    }

    /// <summary>Why messages of this kind are refused; null if they are carried out.</summary>
    public EdgeRefusal? Refusal { get; private init; }

    /// <summary>
    /// Carries a message out, and answers it, on the connection's reading thread; null for a message that waits.
    /// </summary>
    public Action<SessionMessages, ClientMessage>? AtOnce { get; private init; }

    /// <summary>Carries a message out in the connection's queue, without asking the room.</summary>
    public Func<SessionMessages, ClientMessage, Task<WireError?>>? InTurn { get; private init; }

    /// <summary>Asks the room, in the connection's queue.</summary>
    public Func<CommandRouter, CommandCall, Task<CommandResult>>? AskRoom { get; private init; }

    /// <summary>
    /// True if guests may send it. Guests listen and leave; everything else needs an account that answers for it.
    /// </summary>
    public bool IsForGuests { get; init; }

    /// <summary>The limit of the person that a message counts towards besides the connection's own rate.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>
    /// True if a message counts towards <see cref="Limit"/> alone: applause must not use up what a hand or a mute needs.
    /// </summary>
    public bool HasOwnRate { get; init; }

    /// <summary>Refuses a message that says nothing, before it counts towards <see cref="Limit"/>.</summary>
    public Func<GatewayOptions, ClientMessage, EdgeRefusal?>? Check { get; init; }

    /// <summary>
    /// Says of a message whether it takes the sender's sound away: the gateway stops taking sound before it asks the room.
    /// </summary>
    public Func<ClientMessage, bool>? Silences { get; init; }

    /// <summary>True if an idempotency key names the command, so that a repetition is answered as before.</summary>
    public bool TakesKey { get; init; }

    /// <summary>True if a companion ends its person's stay on stage by it, which is the main device's.</summary>
    public bool EndsPersonsStay { get; init; }

    /// <summary>True if the connection ends after the answer.</summary>
    public bool EndsConnection { get; init; }

    /// <summary>A message that is no command here.</summary>
    public static CommandRow Refused(EdgeRefusal refusal) => new() { Refusal = refusal };

    /// <summary>A message about the device's own session that needs no waiting.</summary>
    public static CommandRow Session(Action<SessionMessages, ClientMessage> act) => new() { AtOnce = act };

    /// <summary>A message about the device's own session that waits for somebody else.</summary>
    public static CommandRow Session(Func<SessionMessages, ClientMessage, Task<WireError?>> act) => new() { InTurn = act };

    /// <summary>A command with a call of its own.</summary>
    public static CommandRow Room(Func<CommandRouter, CommandCall, Task<CommandResult>> ask) =>
        new() { AskRoom = ask, TakesKey = true };

    /// <summary>A command that the room decides as it reads it.</summary>
    /// <param name="read">From the wire; null if it cannot be read.</param>
    /// <param name="unreadable">What the device is told then.</param>
    public static CommandRow Room(Func<ClientMessage, RoomCommand?> read, EdgeRefusal unreadable = EdgeRefusal.UserIdInvalid) =>
        Room((router, call) => router.CommandAsync(call, read(call.Message), unreadable));
}
