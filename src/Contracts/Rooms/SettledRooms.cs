namespace AudioRooms.Contracts.Rooms;

/// <summary>Commands of a room whose answer is an acknowledgement.</summary>
public static class SettledRooms
{
    /// <summary>Waits until a command holds everywhere: nobody hears a person that it took off the stage.</summary>
    /// <param name="room">The room that executes the command.</param>
    /// <param name="command">The running call of the command.</param>
    /// <returns>The answer of the command.</returns>
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
