using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Media;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Posts;

// Who leads the conversation, on its way to the devices. The first change goes at once; the next within half a second waits for the
// moment at which events go together, so that a listener gets at most three such messages a second.
internal sealed partial class RoomPost
{
    private const long DominantPauseMicros = 500_000;

    private DominantVoice? dominant;
    private (long Opening, long Number) dominantNote;
    private DominantVoice? toldDominant;
    private long toldDominantAtMicros = -DominantPauseMicros;

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
        var message = EncodeDominant();
        foreach (var connection in connections.Values)
        {
            connection.Outbox.SendEvent(message);
        }

        message.Release();
    }

    /// <summary>For a device that was just told the room as it is, which does not say who leads.</summary>
    private void TellDominant(ClientConnection connection)
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
