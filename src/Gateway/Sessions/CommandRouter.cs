using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Person = AudioRooms.Contracts.Users.Person;
using RoomCommand = AudioRooms.Contracts.Rooms.RoomCommand;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// The result of a command: an error, or null and the stage after the command if the command concerns the stage.
/// </summary>
internal readonly record struct CommandResult(WireError? Error, StageView? Stage)
{
    /// <summary>
    /// Not null if the command is done and may not be acknowledged before the stage of this epoch holds everywhere.
    /// </summary>
    public long? UnsettledEpoch { get; init; }
}

/// <summary>A command for a room.</summary>
/// <param name="Message">The command as the device sent it.</param>
/// <param name="RoomId">The room that the connection is in.</param>
/// <param name="Person">The connection's owner.</param>
/// <param name="Source">The sender's stay on stage before the command; null in the audience.</param>
internal readonly record struct CommandCall(ClientMessage Message, RoomId RoomId, Person Person, uint? Source)
{
    /// <summary>The key by which the room recognises a repetition; null if the device sent none.</summary>
    public string? Key => Message.IdempotencyKey.Length == 0 ? null : Message.IdempotencyKey;
}

/// <summary>
/// Passes a device's command to its room's grain. The user is the authenticated owner of the connection, never a user that the
/// message names.
/// </summary>
internal sealed class CommandRouter(IGrainFactory grains, ConfiguredBounds bounds)
{
    /// <summary>Carries out a room command.</summary>
    /// <param name="row">The command's row; it must ask a room.</param>
    /// <param name="call">The command.</param>
    public Task<CommandResult> RouteAsync(CommandRow row, CommandCall call) =>
        CommandTraces.AreOn ? TraceAsync(row, call) : CarryOutAsync(row, call);

    /// <summary>Passes a command that was read from the wire to the room.</summary>
    /// <param name="call">The command.</param>
    /// <param name="command">The command in the room's form; null if it could not be read.</param>
    /// <param name="unreadable">The refusal for a command that could not be read.</param>
    public Task<CommandResult> CommandAsync(CommandCall call, RoomCommand? command, EdgeRefusal unreadable) => command is null
        ? Task.FromResult(new CommandResult(WireErrors.Of(unreadable), null))
        : ResultAsync(RoomOf(call).CommandAsync(call.Person, command, call.Key));

    public async Task<CommandResult> TakeStageAsync(CommandCall call)
    {
        var reply = await RoomOf(call).TakeStageAsync(call.Person, call.Key).ConfigureAwait(false);
        if (!reply.IsAccepted)
        {
            return new CommandResult(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms), null);
        }

        // The voice gets its grant before the answer goes out, so a device that waits for the answer loses no packet.
        await SpeakerOf(call).GrantAsync(reply.Value).ConfigureAwait(false);
        return new CommandResult(null, reply.Value.View.Stage);
    }

    public Task<CommandResult> LeaveStageAsync(CommandCall call) => LeaveStageAsync(call, call.Key);

    /// <summary>Leaves the room: a speaker leaves the stage; for a listener there is nothing to ask of the room.</summary>
    public Task<CommandResult> LeaveAsync(CommandCall call) =>
        call.Source is null ? Task.FromResult(default(CommandResult)) : LeaveStageAsync(call, key: null);

    public Task<CommandResult> SetMutedAsync(CommandCall call) =>
        ResultAsync(RoomOf(call).SetMutedAsync(call.Person.Id, call.Message.SetMuted.Muted, call.Key));

    public Task<CommandResult> EndRoomAsync(CommandCall call) => ResultAsync(RoomOf(call).EndAsync(call.Person.Id, call.Key));

    /// <summary>Completes when a room's stage holds everywhere.</summary>
    public Task SettleAsync(RoomId room, long epoch) => grains.GetGrain<IRoomGrain>(room.Value).SettleStageAsync(epoch);

    private async Task<CommandResult> TraceAsync(CommandRow row, CommandCall call)
    {
        using var span = CommandTraces.Begin(call.Message.BodyCase);
        var result = await CarryOutAsync(row, call).ConfigureAwait(false);
        CommandTraces.Note(span, result.Error);
        return result;
    }

    private Task<CommandResult> CarryOutAsync(CommandRow row, CommandCall call) =>
        row.TakesKey && call.Message.IdempotencyKey.Length > RequestBounds.IdempotencyKeyLengthMax
            ? Task.FromResult(new CommandResult(WireErrors.Of(EdgeRefusal.IdempotencyKeyInvalid), null))
            : row.AskRoom!(this, call);

    private async Task<CommandResult> LeaveStageAsync(CommandCall call, string? key)
    {
        var result = await ResultAsync(RoomOf(call).LeaveStageAsync(call.Person.Id, key)).ConfigureAwait(false);
        if (result.Error is null && call.Source is { } left)
        {
            await SpeakerOf(call).RevokeAsync(left).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<CommandResult> ResultAsync(Task<RoomReply<RoomView>> asked)
    {
        var reply = await asked.ConfigureAwait(false);
        return reply.IsAccepted
            ? new CommandResult(null, reply.Value.Stage) { UnsettledEpoch = reply.UnsettledEpoch }
            : new CommandResult(RoomErrors.Of(reply.Rejection.Value, bounds.Rooms), null);
    }

    private IRoomGrain RoomOf(CommandCall call) => grains.GetGrain<IRoomGrain>(call.RoomId.Value);

    private ISpeakerGrain SpeakerOf(CommandCall call) =>
        grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(call.RoomId, call.Person.Id));
}
