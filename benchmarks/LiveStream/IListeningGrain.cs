namespace AudioRooms.Benchmarks.LiveStream;

[Alias("AudioRooms.Benchmarks.LiveStream.IListeningGrain")]
public interface IListeningGrain : IGrainWithStringKey
{
    /// <summary>Subscribes to the stream of this name.</summary>
    [Alias("Listen")]
    Task ListenAsync(string stream);

    /// <summary>
    /// Completes when <paramref name="count"/> packets have come since the last call. Returns their latencies in stopwatch ticks.
    /// </summary>
    [Alias("Take")]
    Task<long[]> TakeAsync(int count);

    [Alias("Stop")]
    Task StopAsync(string stream);
}
