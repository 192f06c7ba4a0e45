namespace AudioRooms.Gateway.Sessions;

/// <summary>Counts the guests in rooms at this process and refuses more than the configured number. Thread-safe.</summary>
internal sealed class GuestGate(int most)
{
    private int inside;

    /// <summary>The number of guests in rooms now.</summary>
    public int Count => Volatile.Read(ref inside);

    /// <summary>Takes a place; false if none is free. <see cref="Leave"/> gives the place back.</summary>
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
