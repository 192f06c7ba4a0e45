using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>Mumble's server, over UDP or over the TCP path that it offers to clients without UDP.</summary>
internal sealed class MurmurSystem(TimeProvider time, bool udp) : ISystem
{
    /// <summary>Users besides the listeners: the speaker, and users that the server has not noticed to be gone.</summary>
    private const int OtherUsers = 10;

    public string Name => udp ? SystemNames.MurmurUdp : SystemNames.MurmurTcp;

    public async Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation)
    {
        var arrivals = new Arrivals(time);
        await using var server = await MurmurServer.StartAsync(
            listeners + OtherUsers, PinnedProcess.ServerCore).ConfigureAwait(false);
        await using var audience = await MurmurListeners.EnterAsync(
            time, server.Address, listeners, udp, (_, opus) => arrivals.Note(opus), cancellation).ConfigureAwait(false);
        await using var speaker = await MurmurSpeaker.EnterAsync(
            time, server.Address, udp, arrivals.NoteSpoken, cancellation).ConfigureAwait(false);
        var (cpu, tester) = await MeasuredWindow.MeasureAsync(
            time, window, arrivals, () => server.ProcessorTime, cancellation).ConfigureAwait(false);
        return new Measurement(
            Name, listeners, round, window.TotalSeconds, arrivals.Spoken * listeners, arrivals.Delivered, cpu.TotalSeconds,
            arrivals.LatencyMs(0.5), arrivals.LatencyMs(0.99), tester.TotalSeconds);
    }
}
