namespace AudioRooms.Grains.Rooms;

/// <summary>A room whose grain lives in this silo.</summary>
/// <param name="context">The grain's activation.</param>
internal sealed class LocalRoom(IGrainContext context)
{
    private int listeners;

    public IGrainContext Context { get; } = context;

    /// <summary>How many people listen, a few seconds old: the order in which rooms are handed over. From any thread.</summary>
    public int Listeners
    {
        get => Volatile.Read(ref listeners);
        set => Volatile.Write(ref listeners, value);
    }
}
