namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>Something that carries one speaker's packets to many listeners.</summary>
internal interface ISystem
{
    string Name { get; }

    /// <summary>Starts it, fills it, measures it, ends it.</summary>
    Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation);
}
