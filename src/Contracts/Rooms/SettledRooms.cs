namespace AudioRooms.Contracts.Rooms;

/// <summary>Commands of a room whose answer is an acknowledgement.</summary>
public static class SettledRooms
{
    /// <summary>The answer of a command, once it holds everywhere: whoever is off the stage by it is heard by nobody.</summary>
    /// <param name="room">The room.</param>
    /// <param name="command">The command, which the room was asked for.</param>
    public static async Task<RoomReply<RoomView>> SettledAsync(this IRoomGrain room, Task<RoomReply<RoomView>> command)
    {
        var reply = await command.ConfigureAwait(false);
        if (reply.UnsettledEpoch is { } epoch)
        {
            await room.SettleStageAsync(epoch).ConfigureAwait(false);
        }

        return reply;
    }
}
