using AudioRooms.Benchmarks.Peers.Systems;

namespace AudioRooms.Benchmarks.Tests.Peers;

/// <summary>The source and the listeners with Debian's icecast2 itself, which accepts only a valid Ogg stream.</summary>
public sealed class IcecastTests
{
    private const string Mount = "/live.opus";
    private const int Listeners = 5;
    private const int PacketsEach = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task EnterAsync_FiveListenersAndASource_HearWhatIsSaid()
    {
        using var patience = new CancellationTokenSource(Patience);
        var heard = 0;
        var allHeard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await IcecastServer.StartAsync(TimeProvider.System, 2 * Listeners, core: null, patience.Token);
        await using var source = await IcecastSource.ConnectAsync(TimeProvider.System, server, Mount, _ => { }, patience.Token);
        using var listeners = await IcecastListeners.EnterAsync(
            TimeProvider.System, server, Mount, Listeners, Hear, patience.Token);

        await allHeard.Task.WaitAsync(patience.Token);

        server.ProcessorTime.ShouldBeGreaterThan(TimeSpan.Zero);

        void Hear(long due)
        {
            if (++heard == Listeners * PacketsEach)
            {
                allHeard.SetResult();
            }
        }
    }
}
