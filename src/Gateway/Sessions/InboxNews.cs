using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Tells devices that are in a room what changes in their owners' inboxes.</summary>
internal sealed class InboxNews(InboxWatches inboxes, [ProductClock] TimeProvider time, ILogger<ClientConnection> logger)
{
    // Faster news are put together: the room comes first.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Tells one device, until the end.</summary>
    /// <param name="user">The inbox's owner.</param>
    /// <param name="room">The room that the device is in, for the log.</param>
    /// <param name="output">The device.</param>
    /// <param name="end">Cancelled when the connection ends.</param>
    /// <returns>Completes at the end, or when the inbox does not answer; does not fail.</returns>
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
            // Cancelled with the connection; or the inbox did not answer, and the device does without: the room matters more.
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
