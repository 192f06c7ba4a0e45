using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Devices that are served in the broadcast class because the process was crowded when they came, in order of arrival. When there
/// is room they return to the class of their choice, a few at a time, so that their return does not crowd the process again.
/// Thread-safe.
/// </summary>
internal sealed class Overflow
{
    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly LinkedList<Hearing> waiting = [];
    private readonly AudiencePace pace;
    private int room;
    private bool isServing;

    public Overflow(AudiencePace pace)
    {
        this.pace = pace;
        pace.HasRoomFor = Serve;
    }

    /// <summary>The number of these devices.</summary>
    public int Count
    {
        get
        {
            using (gate.EnterScope())
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>Adds a device if the process is crowded now.</summary>
    /// <returns>The device's place, which <see cref="Leave"/> gives back; null if the process is not crowded.</returns>
    public LinkedListNode<Hearing>? TryEnter(Hearing device, long nowMicros)
    {
        if (!pace.IsCrowded(nowMicros))
        {
            return null;
        }

        using (gate.EnterScope())
        {
            return waiting.AddLast(device);
        }
    }

    /// <summary>Gives a device's place back, if the device still has one.</summary>
    public void Leave(LinkedListNode<Hearing> place)
    {
        using (gate.EnterScope())
        {
            if (place.List is not null)
            {
                waiting.Remove(place);
            }
        }
    }

    // Runs in a turn of the wheel, which must not take the devices' locks.
    private void Serve(int count)
    {
        using (gate.EnterScope())
        {
            room = count;
            if (isServing || waiting.Count == 0)
            {
                return;
            }

            isServing = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static overflow => overflow.Serve(), this, preferLocal: false);
    }

    private void Serve()
    {
        while (true)
        {
            Hearing next;
            using (gate.EnterScope())
            {
                if (room == 0 || waiting.First is not { } first)
                {
                    isServing = false;
                    return;
                }

                room--;
                next = first.Value;
                waiting.Remove(first);
            }

            next.LeaveOverflow();
        }
    }
}
