using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Who leads the conversation, on its way to the devices. The first change goes at once; the next within half a second waits for
/// the moment at which events go together, so that a listener gets at most three such messages a second. In the broadcast class
/// it goes with the voice that it speaks of, which comes a second later; a write of its own would cost as much as all that is
/// heard in that second. Inside the room's gate.
/// </summary>
internal sealed class DominantNotices(RoomDevices devices, EncodedMessagePool pool, Func<long> nowMicros)
{
    private const long PauseMicros = 500_000;

    // Longer than a tick of the broadcast class: no bundle comes that could take it along.
    private const long WaitMicros = 1_500_000;

    private DominantVoice? dominant;
    private (long Opening, long Number) newest;
    private DominantVoice? sent;
    private long sentAtMicros = -PauseMicros;
    private bool isWaiting;

    /// <summary>
    /// Somebody else leads the conversation, or nobody. A note that is not the newest is ignored: it was overtaken, or came
    /// twice.
    /// </summary>
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

    /// <summary>Sends every device who leads, if that is another voice than was sent last.</summary>
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

    /// <summary>In a silence no bundle comes that could take the notice along: it is sent by itself. Every second.</summary>
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

    /// <summary>For a device that was just told the room as it is, which does not say who leads.</summary>
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
