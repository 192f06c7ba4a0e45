namespace AudioRooms.Audio.Tests.Playout;

/// <summary>A jitter buffer behind a simulated network: jitter, loss, duplicates, drifting clocks.</summary>
public sealed class JitterBufferNetworkTests : SteppedJitterBuffer
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 60)]
    [InlineData(4, 120)]
    public void WholePath_LossJitterDuplicatesAndReordering_PlaysEachPacketOnceInOrder(int seed, int tickMilliseconds)
    {
        var network = new SimulatedNetwork(seed)
        {
            Jitter = TimeSpan.FromMilliseconds(60),
            Loss = 0.05,
            Duplication = 0.05,
            Tick = TimeSpan.FromMilliseconds(tickMilliseconds),
        };
        var played = Run(network, frames: 3_000, out _);
        var counters = Buffer.Counters;

        played.Zip(played.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, $"seed {seed}");
        counters.Received.ShouldBe(
            counters.Played + counters.Late + counters.Duplicates + counters.Discarded + Buffer.BufferedPackets, $"seed {seed}");
        counters.Played.ShouldBe(played.Count, $"seed {seed}");
        counters.Lost.ShouldBeInRange(90, 270, $"seed {seed}");
        counters.Late.ShouldBeLessThan(120, $"seed {seed}");
        counters.Held.ShouldBeLessThan(60, $"seed {seed}");
        counters.Resyncs.ShouldBe(0, $"seed {seed}");
    }

    [Theory]
    [InlineData(0, 20, 40)]
    [InlineData(18, 20, 60)]
    [InlineData(100, 80, 160)]
    [InlineData(200, 160, 280)]
    public void TargetDelay_ByJitter_FollowsIt(int jitterMilliseconds, int min, int max)
    {
        var network = new SimulatedNetwork(5) { Jitter = TimeSpan.FromMilliseconds(jitterMilliseconds) };

        Run(network, frames: 3_000, out _);

        Buffer.TargetDelay.TotalMilliseconds.ShouldBeInRange(min, max);
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(1.001)]
    public void Next_SpeakersClockDrifts_DelayStaysBounded(double senderRate)
    {
        // 0.1 % is five times worse than a bad sound card: 3.6 s per hour.
        var network = new SimulatedNetwork(6);

        Run(network, frames: 20_000, out var maxBuffered, senderRate);

        maxBuffered.ShouldBeLessThan(15);
        Buffer.Counters.Late.ShouldBe(0);
        Buffer.Counters.Lost.ShouldBe(0);
        if (senderRate > 1)
        {
            Buffer.Counters.Accelerated.ShouldBeInRange(10, 40);
        }
        else
        {
            Buffer.Counters.Held.ShouldBeInRange(10, 60);
        }
    }

    /// <summary>Runs a speaker, the network and a listener in steps of 20 ms, and returns the numbers played.</summary>
    private List<int> Run(SimulatedNetwork network, int frames, out int maxBuffered, double senderRate = 1)
    {
        var played = new List<int>();
        var start = Now;
        var sent = 0;
        maxBuffered = 0;
        for (var round = 0; round < frames + 50; round++)
        {
            Now = start + (round * AudioFormat.FrameDuration);
            while (sent < frames && start + (sent * AudioFormat.FrameDuration / senderRate) <= Now)
            {
                network.Send(sent, sent * 960L, MakePacket(sent), start + (sent * AudioFormat.FrameDuration / senderRate));
                sent++;
            }

            while (network.TryReceive(Now, out var arrival))
            {
                Buffer.Insert(arrival.Sequence, arrival.Timestamp, arrival.Packet, arrival.At);
            }

            maxBuffered = Math.Max(maxBuffered, Buffer.BufferedPackets);
            Collect(Buffer.Next(Now, out var packet, out var second), packet, second, played);
        }

        return played;
    }
}
