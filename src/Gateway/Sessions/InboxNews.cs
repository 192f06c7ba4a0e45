using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Sends devices in rooms the changes of their owners' inboxes.</summary>
internal sealed class InboxNews(InboxWatches inboxes, [ProductClock] TimeProvider time, ILogger<ClientConnection> logger)
{
    // Changes that follow within a second are sent together: the room's messages come first.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends one device its owner's changes until the connection ends.</summary>
    /// <param name="user">The inbox's owner.</param>
    /// <param name="room">The room that the device is in, for the log.</param>
    /// <param name="output">The device.</param>
    /// <param name="end">Cancelled when the connection ends.</param>
    /// <returns>Completes when the connection ends or the inbox does not answer; does not fail.</returns>
    public async Task PublishAsync(UserId user, RoomId room, DeviceOutput output, CancellationToken end)
    {
        InboxSubscription? subscription = null;
        try
        {
            subscription = await inboxes.EnterAsync(user, after: null).ConfigureAwait(false);
            while (subscription is not null)
            {
                var change = await subscription.NextAsync(end).ConfigureAwait(false);
                output.Send(new ServerMessage { Inbox = WireInbox.Of(change) });
                await Task.Delay(Pause, time, end).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // Either the connection ended, or the inbox did not answer. Then the device gets no changes, but keeps the room.
            if (!end.IsCancellationRequested)
            {
                SessionLog.ClusterFault(logger, error, "inbox", room, error.Message);
            }
        }
        finally
        {
            if (subscription is not null)
            {
                inboxes.Leave(subscription);
            }
        }
    }
}
