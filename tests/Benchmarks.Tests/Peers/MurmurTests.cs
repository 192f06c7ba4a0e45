using AudioRooms.Benchmarks.Peers;
using AudioRooms.Benchmarks.Peers.Systems;

namespace AudioRooms.Benchmarks.Tests.Peers;

/// <summary>The client with Debian's mumble-server itself.</summary>
public sealed class MurmurTests
{
    private const int Listeners = 5;
    private const int PacketsEach = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly int[] heard = new int[Listeners];
    private readonly TaskCompletionSource allHeard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EnterAsync_FiveListenersAndASpeaker_HearWhatIsSaid(bool udp)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var server = await MurmurServer.StartAsync(usersMax: Listeners + 1, core: null);
        await using var listeners = await MurmurListeners.EnterAsync(
            TimeProvider.System, server.Address, Listeners, udp, Hear, patience.Token);
        await using var speaker = await MurmurSpeaker.EnterAsync(
            TimeProvider.System, server.Address, udp, _ => { }, patience.Token);

        await allHeard.Task.WaitAsync(patience.Token);

        heard.ShouldAllBe(count => count >= PacketsEach);
    }

    private void Hear(int listener, ReadOnlySpan<byte> sound)
    {
        var genuine = Payload.TryRead(sound, out _);
        lock (gate)
        {
            heard[listener] += genuine ? 1 : 0;
            if (heard.All(count => count >= PacketsEach))
            {
                allHeard.TrySetResult();
            }
        }
    }
}
