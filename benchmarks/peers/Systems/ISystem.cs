namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>A system that carries one speaker's packets to many listeners.</summary>
internal interface ISystem
{
    string Name { get; }

    /// <summary>Starts the system, fills it with listeners, measures it and stops it.</summary>
    Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation);
}
