using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Tests.Playout;

public sealed class JitterBufferTests
{
    private const PlayoutStep Idle = PlayoutStep.Idle;
    private const PlayoutStep Decode = PlayoutStep.Decode;
    private const PlayoutStep Conceal = PlayoutStep.Conceal;
    private const PlayoutStep Hold = PlayoutStep.Hold;
    private const PlayoutStep Silence = PlayoutStep.Silence;

    private readonly JitterBuffer buffer = new(new JitterBufferOptions());
    private TimeSpan now = TimeSpan.FromHours(1);

    [Fact]
    public void Next_NothingCame_IsIdle() => Step().ShouldBe(Idle);

    [Fact]
    public void Next_FirstPacket_WaitsForTheTargetDelay()
    {
        Insert(0).ShouldBe(JitterInsert.Accepted);

        // 0, 20, 40 ms after the arrival, then 60 = the initial delay.
        Steps(4, _ => { }).ShouldBe([Idle, Idle, Idle, Decode]);
    }

    [Fact]
    public void Next_Reordered_PlaysInOrder()
    {
        Insert(1);
        Insert(0);
        Insert(3);
        Insert(2);

        Played(7).ShouldBe([0, 1, 2, 3]);
        buffer.Counters.Lost.ShouldBe(0);
    }

    [Fact]
    public void Insert_Duplicate_IsPlayedOnce()
    {
        Insert(0);
        Insert(0).ShouldBe(JitterInsert.Duplicate);
        Insert(1);
        Insert(1).ShouldBe(JitterInsert.Duplicate);

        Played(5).ShouldBe([0, 1]);
        buffer.Counters.Duplicates.ShouldBe(2);
    }

    [Fact]
    public void Insert_Malformed_IsCountedAndDropped()
    {
        buffer.Insert(0, 0, [], now).ShouldBe(JitterInsert.Malformed);
        buffer.Insert(0, 0, new byte[1_276], now).ShouldBe(JitterInsert.Malformed);

        buffer.Counters.Malformed.ShouldBe(2);
        Step().ShouldBe(Idle);
    }

    [Fact]
    public void Next_PacketMissingAndLaterOnesThere_ConcealsExactlyThatFrame()
    {
        Insert(0);
        Insert(1);
        Insert(3);

        // Packet 3 shows that the others were delayed by 60 ms on the way: playout starts at once.
        Steps(4, _ => { }).ShouldBe([Decode, Decode, Conceal, Decode]);
        buffer.Counters.Lost.ShouldBe(1);
    }

    [Fact]
    public void Next_PacketMissingAndNextHasFec_OffersTheNextForRecovery()
    {
        Insert(0);
        Insert(2, fec: true);
        Steps(2, _ => { }).ShouldBe([Idle, Decode]);

        var step = buffer.Next(now, out var packet, out _);
        now += AudioFormat.FrameDuration;

        step.ShouldBe(PlayoutStep.Recover);
        IdOf(packet).ShouldBe(2);
        Played(1).ShouldBe([2]);
        buffer.Counters.Recovered.ShouldBe(1);
    }

    [Fact]
    public void Next_FirstPacketAfterSilenceMissingAndNextHasFec_RecoversItAfterTheSilence()
    {
        Insert(sequence: 0, frame: 0);
        Insert(sequence: 2, frame: 4, fec: true);

        Steps(5, _ => { }).ShouldBe([Decode, Silence, Silence, PlayoutStep.Recover, Decode]);
        (buffer.Counters.Lost, buffer.Counters.Recovered, buffer.Counters.Silent).ShouldBe((1, 1, 2));
    }

    [Fact]
    public void Next_LastPacketBeforeSilenceAndFirstAfterItMissing_RecoversTheLatter()
    {
        Insert(sequence: 0, frame: 0);
        Insert(sequence: 3, frame: 4, fec: true);

        Steps(5, _ => { }).ShouldBe([Decode, Conceal, Silence, PlayoutStep.Recover, Decode]);
        (buffer.Counters.Lost, buffer.Counters.Recovered).ShouldBe((2, 1));
    }

    [Fact]
    public void Insert_AfterItsFrameWasConcealed_IsLate()
    {
        Insert(0);
        Insert(2);
        Steps(6, _ => { });

        Insert(1).ShouldBe(JitterInsert.Late);

        buffer.Counters.Late.ShouldBe(1);
    }

    [Fact]
    public void Next_PacketMerelyLate_HoldsAndPlaysItThen()
    {
        Insert(0);
        var steps = Steps(7, round =>
        {
            if (round == 5)
            {
                Insert(1);
                Insert(2);
            }
        });

        steps.ShouldBe([Idle, Idle, Idle, Decode, Hold, Decode, Decode]);
        buffer.Counters.Held.ShouldBe(1);
        buffer.Counters.Lost.ShouldBe(0);
    }

    [Fact]
    public void Next_HeldForALostPacket_DoesNotConcealItAgain()
    {
        Insert(0);
        var steps = Steps(6, round =>
        {
            if (round == 5)
            {
                Insert(2);
            }
        });

        // Packet 1 never comes; the 20 ms of Hold were its time.
        steps.ShouldBe([Idle, Idle, Idle, Decode, Hold, Decode]);
        buffer.Counters.Lost.ShouldBe(1);
    }

    [Fact]
    public void Next_NothingMoreComes_StopsAfterMaxHold()
    {
        Insert(0);

        Steps(12, _ => { }).ShouldBe([Idle, Idle, Idle, Decode, Hold, Hold, Hold, Hold, Hold, Hold, Idle, Idle]);
        buffer.IsPlaying.ShouldBeFalse();
    }

    [Fact]
    public void Next_TimestampJumpsAndSequenceDoesNot_IsSilenceOfThatLength()
    {
        Insert(sequence: 0, frame: 0);
        Insert(sequence: 1, frame: 4);

        Steps(5, _ => { }).ShouldBe([Decode, Silence, Silence, Silence, Decode]);
        buffer.Counters.Lost.ShouldBe(0);
        buffer.Counters.Silent.ShouldBe(3);
    }

    [Fact]
    public void Next_AfterADtxPacket_SilenceGoesOnUntilTheNextOne()
    {
        // libopus repeats a DTX packet every 400 ms, at frame 20; the clock runs on meanwhile.
        Insert(sequence: 0, frame: 0, dtx: true);
        var steps = Steps(28, round =>
        {
            if (round == 20)
            {
                Insert(sequence: 1, frame: 20, dtx: true);
            }
        });

        steps[3].ShouldBe(Decode);
        steps[4..23].ShouldAllBe(step => step == Silence);
        steps[23].ShouldBe(Decode);
        buffer.Counters.Held.ShouldBe(0);
        buffer.Counters.Late.ShouldBe(0);
    }

    [Fact]
    public void Insert_ClockStoodStillWhileMuted_StartsANewRun()
    {
        Insert(sequence: 0, frame: 0, dtx: true);
        Steps(40, _ => { });

        Insert(sequence: 1, frame: 1).ShouldBe(JitterInsert.Resynced);

        Played(5).ShouldBe([1]);
    }

    [Fact]
    public void Insert_ClockJumpsFarAhead_StartsANewRunThere()
    {
        Insert(0);
        Insert(1);

        Insert(sequence: 2, frame: 100_000).ShouldBe(JitterInsert.Resynced);

        Played(5).ShouldBe([2]);
        buffer.Counters.Resyncs.ShouldBe(1);
        buffer.Counters.Discarded.ShouldBe(2);
    }

    [Fact]
    public void Insert_MoreThanFits_DropsTheOldestAndStaysBounded()
    {
        for (var sequence = 0; sequence < 200; sequence++)
        {
            Insert(sequence).ShouldBe(JitterInsert.Accepted);
        }

        buffer.BufferedPackets.ShouldBe(150);
        buffer.Counters.Discarded.ShouldBe(50);
        Step().ShouldBe(Decode);
    }

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
        var counters = buffer.Counters;

        played.Zip(played.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, $"seed {seed}");
        counters.Received.ShouldBe(
            counters.Played + counters.Late + counters.Duplicates + counters.Discarded + buffer.BufferedPackets, $"seed {seed}");
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

        buffer.TargetDelay.TotalMilliseconds.ShouldBeInRange(min, max);
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
        buffer.Counters.Late.ShouldBe(0);
        buffer.Counters.Lost.ShouldBe(0);
        if (senderRate > 1)
        {
            buffer.Counters.Accelerated.ShouldBeInRange(10, 40);
        }
        else
        {
            buffer.Counters.Held.ShouldBeInRange(10, 60);
        }
    }

    [Fact]
    public void Next_DelayFarTooLong_IsShortenedGently()
    {
        for (var sequence = 0; sequence < 50; sequence++)
        {
            Insert(sequence);
        }

        // A second of backlog, as after a resume, while the speaker goes on.
        var next = 50;
        Steps(1_000, _ => Insert(next++));

        buffer.Counters.Accelerated.ShouldBeInRange(40, 60);
        buffer.BufferedPackets.ShouldBeLessThan(10);
        buffer.Counters.Lost.ShouldBe(0);
    }

    [Fact]
    public void InsertAndNext_SteadyState_AllocateNothing()
    {
        var sequence = 0L;
        Span<byte> packet = stackalloc byte[80];
        packet[0] = 9 << 3;
        for (var round = 0; round < 500; round++)
        {
            buffer.Insert(sequence, sequence++ * AudioFormat.FrameSamples, packet, now);
            buffer.Next(now += AudioFormat.FrameDuration, out _, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 500; round++)
        {
            buffer.Insert(sequence, sequence++ * AudioFormat.FrameSamples, packet, now);
            buffer.Next(now += AudioFormat.FrameDuration, out _, out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void InsertAndNext_ArbitraryNumbers_NeverThrowAndStayBounded(int seed)
    {
        var random = new Random(seed);
        var packet = new byte[100];

        for (var round = 0; round < 10_000; round++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(25));
            random.NextBytes(packet.AsSpan(0, 20));
            var timestamp = random.Next(4) == 0 ? random.NextInt64(long.MinValue / 2, long.MaxValue / 2) : round * 960L;
            var sequence = random.Next(4) == 0 ? random.NextInt64() : round;
            buffer.Insert(sequence, timestamp, packet.AsSpan(0, random.Next(100)), now);
            buffer.Next(now, out _, out _);

            buffer.BufferedPackets.ShouldBeInRange(0, 150, $"seed {seed}");
        }
    }

    [Fact]
    public void Options_DefaultsAndBounds_AreThese()
    {
        var options = new JitterBufferOptions();

        options.InitialDelay.ShouldBe(TimeSpan.FromMilliseconds(60));
        options.MinDelay.ShouldBe(TimeSpan.FromMilliseconds(20));
        options.MaxDelay.ShouldBe(TimeSpan.FromMilliseconds(500));
        options.InTimeShare.ShouldBe(0.98);
        options.CapacityPackets.ShouldBe(150);
        options.MaxHold.ShouldBe(TimeSpan.FromMilliseconds(120));
        Should.Throw<ValidationException>(() =>
            new JitterBuffer(new JitterBufferOptions { MinDelay = TimeSpan.FromMilliseconds(100) }))
            .Message.ShouldBe(
                "MinDelay (00:00:00.1000000) must not be above InitialDelay (00:00:00.0600000), nor that above MaxDelay "
                + "(00:00:00.5000000).");
        Should.Throw<ValidationException>(() => new JitterBuffer(new JitterBufferOptions { CapacityPackets = 5 }))
            .Message.ShouldBe("The field CapacityPackets must be between 10 and 500.");
    }

    /// <summary>Runs a speaker, the network and a listener in steps of 20 ms, and returns the numbers played.</summary>
    private List<int> Run(SimulatedNetwork network, int frames, out int maxBuffered, double senderRate = 1)
    {
        var played = new List<int>();
        var start = now;
        var sent = 0;
        maxBuffered = 0;
        for (var round = 0; round < frames + 50; round++)
        {
            now = start + (round * AudioFormat.FrameDuration);
            while (sent < frames && start + (sent * AudioFormat.FrameDuration / senderRate) <= now)
            {
                network.Send(sent, sent * 960L, MakePacket(sent), start + (sent * AudioFormat.FrameDuration / senderRate));
                sent++;
            }

            while (network.TryReceive(now, out var arrival))
            {
                buffer.Insert(arrival.Sequence, arrival.Timestamp, arrival.Packet, arrival.At);
            }

            maxBuffered = Math.Max(maxBuffered, buffer.BufferedPackets);
            Collect(buffer.Next(now, out var packet, out var second), packet, second, played);
        }

        return played;
    }

    private JitterInsert Insert(int sequence, bool fec = false) => Insert(sequence, sequence, fec: fec);

    private JitterInsert Insert(int sequence, int frame, bool fec = false, bool dtx = false) =>
        buffer.Insert(sequence, frame * 960L, dtx ? [9 << 3] : MakePacket(sequence, fec), now);

    private PlayoutStep Step()
    {
        var step = buffer.Next(now, out _, out _);
        now += AudioFormat.FrameDuration;
        return step;
    }

    private List<PlayoutStep> Steps(int count, Action<int> before)
    {
        var steps = new List<PlayoutStep>();
        for (var round = 0; round < count; round++)
        {
            before(round);
            steps.Add(Step());
        }

        return steps;
    }

    private List<int> Played(int rounds)
    {
        var played = new List<int>();
        for (var round = 0; round < rounds; round++)
        {
            Collect(buffer.Next(now, out var packet, out var second), packet, second, played);
            now += AudioFormat.FrameDuration;
        }

        return played;
    }

    private static void Collect(PlayoutStep step, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> second, List<int> played)
    {
        if (step is PlayoutStep.Decode or PlayoutStep.Accelerate)
        {
            played.Add(IdOf(packet));
        }

        if (step == PlayoutStep.Accelerate)
        {
            played.Add(IdOf(second));
        }
    }

    /// <summary>A SILK packet by its first byte; the rest holds a number. Bit 6 of the second byte is the FEC flag.</summary>
    private static byte[] MakePacket(int id, bool fec = false)
    {
        byte[] packet = [9 << 3, (byte)(fec ? 0x40 : 0), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(2), id);
        return packet;
    }

    private static int IdOf(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadInt32LittleEndian(packet[2..]);
}
