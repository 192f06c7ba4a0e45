using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

// Who leads the conversation, on its way to the devices. The first change goes at once; the next within half a second waits for the
// moment at which events go together, so that a listener gets at most three such messages a second. In the broadcast class it goes with
// the voice that it speaks of, which comes a second later; a write of its own would cost as much as all that is heard in that second.
internal sealed partial class GatewayRoom
{
    private const long DominantPauseMicros = 500_000;

    // Longer than a tick of the broadcast class: no bundle comes that could take it along.
    private const long DominantWaitMicros = 1_500_000;

    private DominantVoice? dominant;
    private (long Opening, long Number) dominantNote;
    private DominantVoice? toldDominant;
    private long toldDominantAtMicros = -DominantPauseMicros;
    private bool isDominantWaiting;

    /// <summary>Somebody else leads the conversation, or nobody.</summary>
    public Task OnDominantAsync(DominantNote note)
    {
        lock (gate)
        {
            if ((note.Opening, note.Number).CompareTo(dominantNote) <= 0)
            {
                // Overtaken by a newer one, or come twice.
                return Task.CompletedTask;
            }

            dominantNote = (note.Opening, note.Number);
            dominant = note.Voice;
            if (nowMicros() - toldDominantAtMicros >= DominantPauseMicros)
            {
                TellDominant();
            }
        }

        return Task.CompletedTask;
    }

    private void TellDominant()
    {
        if (dominant == toldDominant)
        {
            return;
        }

        toldDominant = dominant;
        toldDominantAtMicros = nowMicros();
        isDominantWaiting = true;
        var message = EncodeDominant();
        foreach (var connection in Devices())
        {
            if (connection.IsBroadcast)
            {
                connection.Outbox.SendWithMedia(message);
            }
            else
            {
                connection.Outbox.SendEvent(message);
            }
        }

        message.Release();
    }

    /// <summary>In a silence nothing is sent that could take along who leads: it is told then by itself. Every second.</summary>
    public void TellWaiting()
    {
        lock (gate)
        {
            if (!isDominantWaiting || nowMicros() - toldDominantAtMicros < DominantWaitMicros)
            {
                return;
            }

            isDominantWaiting = false;
            foreach (var connection in Devices())
            {
                connection.Outbox.SendWaiting();
            }
        }
    }

    /// <summary>For a device that was just told the room as it is, which does not say who leads.</summary>
    private void TellDominant(IRoomDevice connection)
    {
        if (toldDominant is not null)
        {
            var message = EncodeDominant();
            connection.Outbox.SendEvent(message);
            message.Release();
        }
    }

    private EncodedMessage EncodeDominant() => pool.Encode(new ServerMessage
    {
        Dominant = new DominantSpeaker { Source = toldDominant?.Source ?? 0, UserId = toldDominant?.User.Value ?? "" },
    });
}
