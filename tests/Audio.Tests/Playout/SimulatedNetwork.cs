namespace AudioRooms.Audio.Tests.Playout;

/// <summary>A network that loses, delays, reorders and doubles packets, the same way for the same seed.</summary>
internal sealed class SimulatedNetwork
{
    private readonly PriorityQueue<Arrival, (TimeSpan At, int Order)> underway = new();
    private readonly Random random;
    private int order;

    public SimulatedNetwork(int seed) => random = new Random(seed);

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Random addition to <see cref="Delay"/>, uniformly distributed; above 20 ms packets overtake each other.</summary>
    public TimeSpan Jitter { get; init; }

    public double Loss { get; init; }

    public double Duplication { get; init; }

    /// <summary>Packets leave together at multiples of this time, as bundles do.</summary>
    public TimeSpan Tick { get; init; }

    public void Send(long sequence, long timestamp, byte[] packet, TimeSpan now)
    {
        var leaves = Tick == TimeSpan.Zero ? now : TimeSpan.FromTicks((now.Ticks + Tick.Ticks - 1) / Tick.Ticks * Tick.Ticks);
        if (random.NextDouble() >= Loss)
        {
            Enqueue(leaves);
        }

        if (random.NextDouble() < Duplication)
        {
            Enqueue(leaves);
        }

        void Enqueue(TimeSpan leaves)
        {
            var at = leaves + Delay + (Jitter * random.NextDouble());
            underway.Enqueue(new Arrival(sequence, timestamp, packet, at), (at, order++));
        }
    }

    public bool TryReceive(TimeSpan now, out Arrival arrival) =>
        underway.TryPeek(out arrival, out var due) && due.At <= now && underway.TryDequeue(out arrival, out _);

    internal readonly record struct Arrival(long Sequence, long Timestamp, byte[] Packet, TimeSpan At);
}
