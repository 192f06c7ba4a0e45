namespace AudioRooms.Gateway.Sessions;

/// <summary>Counts the guests who are in rooms at this process, and lets no more in than may. Thread-safe.</summary>
internal sealed class GuestGate(int most)
{
    private int inside;

    /// <summary>Guests in rooms now.</summary>
    public int Count => Volatile.Read(ref inside);

    /// <summary>Takes a place; false if all are taken. The caller gives the place back with <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref inside) <= most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref inside);
}
