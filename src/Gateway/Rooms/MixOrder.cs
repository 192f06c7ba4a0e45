using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Puts the packets of one mix back in order. They may come from another silo, in any order and twice; a decoder that got them so
/// would click. A missing packet is waited for until two later ones have come, which takes 40 ms. Not thread-safe.
/// </summary>
internal sealed class MixOrder
{
    private const int HeldMax = 2;

    private readonly SortedList<long, StagePacket> held = [];
    private long life = -1;
    private long next;

    /// <summary>Takes a packet and releases the packets that are due, in order.</summary>
    /// <param name="packet">Its epoch numbers the start of the encoder; its sequence counts within that.</param>
    /// <param name="release">Gets each packet once.</param>
    public void Take(StagePacket packet, Action<StagePacket> release)
    {
        if (packet.Epoch > life)
        {
            // The mix started again, perhaps on another silo.
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

    /// <summary>
    /// Releases all packets that are held, without waiting for missing ones: no more packets may come for a while.
    /// </summary>
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
