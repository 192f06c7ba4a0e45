using AudioRooms.Gateway.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

// What the device is told of its owner's inbox, beside the room.
internal sealed partial class ClientConnection
{
    // Faster news are put together: the room comes first.
    private static readonly TimeSpan InboxPause = TimeSpan.FromSeconds(1);

    private Task inboxNews = Task.CompletedTask;

    private async Task TellInboxAsync(CancellationToken end)
    {
        InboxSubscription? subscription = null;
        try
        {
            subscription = await gateway.Inboxes.EnterAsync(Person.Id, after: null).ConfigureAwait(false);
            while (subscription is not null)
            {
                var change = await subscription.NextAsync(end).ConfigureAwait(false);
                Send(new ServerMessage { Inbox = WireInbox.Of(change) });
                await Task.Delay(InboxPause, gateway.Time, end).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // Cancelled with the connection; or the inbox did not answer, and the device does without: the room matters more.
            if (!end.IsCancellationRequested)
            {
                LogClusterFault(error, "inbox", gatewayRoom!.Id, error.Message);
            }
        }
        finally
        {
            if (subscription is not null)
            {
                gateway.Inboxes.Leave(subscription);
            }
        }
    }
}
