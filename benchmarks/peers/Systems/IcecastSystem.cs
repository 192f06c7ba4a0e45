using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>Debian's icecast2 with one Ogg Opus source, read by this process.</summary>
internal sealed class IcecastSystem(TimeProvider time) : ISystem
{
    private const string Mount = "/live.opus";

    /// <summary>Clients besides the listeners: the source, and the attempts to reach the server.</summary>
    private const int OtherClients = 16;

    public string Name => SystemNames.Icecast;

    public async Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation)
    {
        var arrivals = new Arrivals(time);
        await using var server = await IcecastServer.StartAsync(
            time, listeners + OtherClients, PinnedProcess.ServerCore, cancellation).ConfigureAwait(false);
        await using var source = await IcecastSource.ConnectAsync(
            time, server, Mount, arrivals.NoteSpoken, cancellation).ConfigureAwait(false);
        using var all = await IcecastListeners.EnterAsync(
            time, server, Mount, listeners, arrivals.NoteDue, cancellation).ConfigureAwait(false);
        var (cpu, tester) = await MeasuredWindow.MeasureAsync(
            time, window, arrivals, () => server.ProcessorTime, cancellation).ConfigureAwait(false);
        return new Measurement(
            Name, listeners, round, window.TotalSeconds, arrivals.Spoken * listeners, arrivals.Delivered, cpu.TotalSeconds,
            arrivals.LatencyMs(0.5), arrivals.LatencyMs(0.99), tester.TotalSeconds);
    }
}
