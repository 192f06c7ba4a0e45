using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Sessions;

/// <summary>What became of a command: done, with the stage as it is now if the command has to do with it, or refused.</summary>
internal readonly record struct CommandResult(WireError? Error, StageView? Stage);

/// <summary>
/// From a device's command to the room it is about. The user is the authenticated one of the connection, never one that the
/// message names.
/// </summary>
internal sealed class CommandRouter(IGrainFactory grains, ConfiguredBounds bounds)
{
    /// <summary>
    /// True if the command may take the sender's sound away: the gateway stops taking it before it asks the room.
    /// </summary>
    public static bool SilencesSender(ClientMessage command) => command.BodyCase switch
    {
        ClientMessage.BodyOneofCase.LeaveStage or ClientMessage.BodyOneofCase.EndRoom or ClientMessage.BodyOneofCase.Leave => true,
        ClientMessage.BodyOneofCase.SetMuted => command.SetMuted.Muted,
        _ => false,
    };

    /// <summary>True if a room answers it.</summary>
    public static bool IsRoomCommand(ClientMessage command) => command.BodyCase
        is ClientMessage.BodyOneofCase.TakeStage
        or ClientMessage.BodyOneofCase.LeaveStage
        or ClientMessage.BodyOneofCase.SetMuted
        or ClientMessage.BodyOneofCase.EndRoom
        or ClientMessage.BodyOneofCase.Leave
        || RoomCommands.IsOne(command.BodyCase);

    /// <summary>Carries out a room command.</summary>
    /// <param name="command">One for which <see cref="IsRoomCommand"/>.</param>
    /// <param name="roomId">The room that the connection is in.</param>
    /// <param name="person">Who the connection belongs to.</param>
    /// <param name="source">The sender's stay on stage before the command, if any.</param>
    public Task<CommandResult> RouteAsync(ClientMessage command, RoomId roomId, Person person, uint? source) => CommandTraces.AreOn
        ? TraceAsync(command, roomId, person, source)
        : CarryOutAsync(command, roomId, person, source);

    private async Task<CommandResult> TraceAsync(ClientMessage command, RoomId roomId, Person person, uint? source)
    {
        using var span = CommandTraces.Begin(command.BodyCase);
        var result = await CarryOutAsync(command, roomId, person, source).ConfigureAwait(false);
        CommandTraces.Note(span, result.Error);
        return result;
    }

    private Task<CommandResult> CarryOutAsync(ClientMessage command, RoomId roomId, Person person, uint? source)
    {
        if (command.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax)
        {
            return Task.FromResult(new CommandResult(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid), null));
        }

        var room = grains.GetGrain<IRoomGrain>(roomId.Value);
        var key = command.IdempotencyKey.Length == 0 ? null : command.IdempotencyKey;
        return command.BodyCase switch
        {
            ClientMessage.BodyOneofCase.TakeStage => TakeStageAsync(room, roomId, person, key),
            ClientMessage.BodyOneofCase.LeaveStage => LeaveStageAsync(room, roomId, person.Id, source, key),
            ClientMessage.BodyOneofCase.SetMuted => ResultAsync(room.SetMutedAsync(person.Id, command.SetMuted.Muted, key)),
            ClientMessage.BodyOneofCase.EndRoom => ResultAsync(room.EndAsync(person.Id, key)),
            ClientMessage.BodyOneofCase.Leave => source is null
                ? Task.FromResult(default(CommandResult))
                : LeaveStageAsync(room, roomId, person.Id, source, key: null),
            _ when RoomCommands.IsOne(command.BodyCase) => CommandAsync(room, person, command, key),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.BodyCase, "Not a command for a room."),
        };
    }

    private Task<CommandResult> CommandAsync(IRoomGrain room, Person person, ClientMessage message, string? key) =>
        RoomCommands.Read(message, out var command) is { } refusal
            ? Task.FromResult(new CommandResult(WireErrors.Of(refusal), null))
            : ResultAsync(room.CommandAsync(person, command!, key));

    private async Task<CommandResult> TakeStageAsync(IRoomGrain room, RoomId roomId, Person person, string? key)
    {
        var reply = await room.TakeStageAsync(person, key).ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            return new CommandResult(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms), null);
        }

        // Only now may the voice be heard; the answer goes out after that, so a device that waits for it loses no packet.
        await grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(roomId, person.Id)).GrantAsync(reply.Value).ConfigureAwait(false);
        return new CommandResult(null, reply.Value.View.Stage);
    }

    private async Task<CommandResult> LeaveStageAsync(IRoomGrain room, RoomId roomId, UserId user, uint? source, string? key)
    {
        var result = await ResultAsync(room.LeaveStageAsync(user, key)).ConfigureAwait(false);
        if (result.Error is null && source is { } left)
        {
            await grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(roomId, user)).RevokeAsync(left).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<CommandResult> ResultAsync(Task<RoomReply<RoomView>> call)
    {
        var reply = await call.ConfigureAwait(false);
        return reply.IsAccepted
            ? new CommandResult(null, reply.Value.Stage)
            : new CommandResult(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms), null);
    }
}
