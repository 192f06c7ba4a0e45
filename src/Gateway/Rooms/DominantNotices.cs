using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Sends the devices the dominant speaker. In a lively talk the dominant speaker changes many times a second, and each change
/// would cost a write to every listener. The first change goes out at once; a change within the next half second waits for the
/// moment at which waiting events go out, so a listener gets at most three such messages a second. In the broadcast class the
/// notice goes out with the voice, a second later: a write of its own would cost as much as all the sound of that second. The
/// caller holds the room's gate.
/// </summary>
internal sealed class DominantNotices(RoomDevices devices, EncodedMessagePool pool, Func<long> nowMicros)
{
    private const long PauseMicros = 500_000;

    // Longer than a tick of the broadcast class: after it no bundle will carry the notice.
    private const long WaitMicros = 1_500_000;

    private DominantVoice? dominant;
    private (long Opening, long Number) newest;
    private DominantVoice? sent;
    private long sentAtMicros = -PauseMicros;
    private bool isWaiting;

    /// <summary>Takes a new dominant speaker, or none. A note that is not the newest came late or twice and is ignored.</summary>
    public void Accept(DominantNote note)
    {
        if ((note.Opening, note.Number).CompareTo(newest) <= 0)
        {
            return;
        }

        newest = (note.Opening, note.Number);
        dominant = note.Voice;
        if (nowMicros() - sentAtMicros >= PauseMicros)
        {
            Send();
        }
    }

    /// <summary>Sends every device the dominant speaker, if it changed since the last notice.</summary>
    public void Send()
    {
        if (dominant == sent)
        {
            return;
        }

        sent = dominant;
        sentAtMicros = nowMicros();
        isWaiting = true;
        var message = Encode();
        foreach (var device in devices.All)
        {
            if (device.Connection.IsBroadcast)
            {
                device.Connection.Outbox.SendWithMedia(message);
            }
            else
            {
                device.Connection.Outbox.SendEvent(message);
            }
        }

        message.Release();
    }

    /// <summary>
    /// Sends a notice that waits for a bundle by itself if no bundle came, as in a silence. Called every second.
    /// </summary>
    public void SendWaiting()
    {
        if (!isWaiting || nowMicros() - sentAtMicros < WaitMicros)
        {
            return;
        }

        isWaiting = false;
        foreach (var device in devices.All)
        {
            device.Connection.Outbox.SendWaiting();
        }
    }

    /// <summary>
    /// Sends the dominant speaker to a device that just got a snapshot, because a snapshot does not contain it.
    /// </summary>
    public void SendTo(IRoomDevice connection)
    {
        if (sent is not null)
        {
            var message = Encode();
            connection.Outbox.SendEvent(message);
            message.Release();
        }
    }

    private EncodedMessage Encode() => pool.Encode(new ServerMessage
    {
        Dominant = new DominantSpeaker { Source = sent?.Source ?? 0, UserId = sent?.User.Value ?? "" },
    });
}
