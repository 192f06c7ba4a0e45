using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Puts the packets of one mix, which come from another silo in any order and perhaps twice, back in order. A missing packet is
/// waited for while two later ones come, which is 40 ms. Not thread-safe.
/// </summary>
internal sealed class MixOrder
{
    private const int HeldMax = 2;

    private readonly SortedList<long, StagePacket> held = [];
    private long life = -1;
    private long next;

    /// <summary>Takes a packet and releases what is due, in order.</summary>
    /// <param name="packet">Its epoch names the life of its encoder, its sequence counts within that.</param>
    /// <param name="release">Gets each packet once.</param>
    public void Take(StagePacket packet, Action<StagePacket> release)
    {
        if (packet.Epoch > life)
        {
            // The mix began anew, perhaps on another silo.
            Flush(release);
            (life, next) = (packet.Epoch, packet.Sequence);
        }

        if (packet.Epoch < life || packet.Sequence < next || !held.TryAdd(packet.Sequence, packet))
        {
            return;
        }

        ReleaseDue(release);
        if (held.Count > HeldMax)
        {
            next = held.Keys[0];
            ReleaseDue(release);
        }
    }

    /// <summary>Releases what is held, whatever is missing before it: called when no more may come for a while.</summary>
    public void Flush(Action<StagePacket> release)
    {
        while (held.Count > 0)
        {
            next = held.Keys[0];
            ReleaseDue(release);
        }
    }

    private void ReleaseDue(Action<StagePacket> release)
    {
        while (held.Count > 0 && held.Keys[0] == next)
        {
            var packet = held.Values[0];
            held.RemoveAt(0);
            next++;
            release(packet);
        }
    }
}
