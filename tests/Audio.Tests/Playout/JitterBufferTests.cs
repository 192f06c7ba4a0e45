using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Tests.Playout;

public sealed class JitterBufferTests : SteppedJitterBuffer
{
    private const PlayoutStep Idle = PlayoutStep.Idle;
    private const PlayoutStep Decode = PlayoutStep.Decode;
    private const PlayoutStep Conceal = PlayoutStep.Conceal;
    private const PlayoutStep Hold = PlayoutStep.Hold;
    private const PlayoutStep Silence = PlayoutStep.Silence;

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
        Buffer.Counters.Lost.ShouldBe(0);
    }

    [Fact]
    public void Insert_Duplicate_IsPlayedOnce()
    {
        Insert(0);
        Insert(0).ShouldBe(JitterInsert.Duplicate);
        Insert(1);
        Insert(1).ShouldBe(JitterInsert.Duplicate);

        Played(5).ShouldBe([0, 1]);
        Buffer.Counters.Duplicates.ShouldBe(2);
    }

    [Fact]
    public void Insert_Malformed_IsCountedAndDropped()
    {
        Buffer.Insert(0, 0, [], Now).ShouldBe(JitterInsert.Malformed);
        Buffer.Insert(0, 0, new byte[1_276], Now).ShouldBe(JitterInsert.Malformed);

        Buffer.Counters.Malformed.ShouldBe(2);
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
        Buffer.Counters.Lost.ShouldBe(1);
    }

    [Fact]
    public void Next_PacketMissingAndNextHasFec_OffersTheNextForRecovery()
    {
        Insert(0);
        Insert(2, fec: true);
        Steps(2, _ => { }).ShouldBe([Idle, Decode]);

        var step = Buffer.Next(Now, out var packet, out _);
        Now += AudioFormat.FrameDuration;

        step.ShouldBe(PlayoutStep.Recover);
        IdOf(packet).ShouldBe(2);
        Played(1).ShouldBe([2]);
        Buffer.Counters.Recovered.ShouldBe(1);
    }

    [Fact]
    public void Next_FirstPacketAfterSilenceMissingAndNextHasFec_RecoversItAfterTheSilence()
    {
        Insert(sequence: 0, frame: 0);
        Insert(sequence: 2, frame: 4, fec: true);

        Steps(5, _ => { }).ShouldBe([Decode, Silence, Silence, PlayoutStep.Recover, Decode]);
        (Buffer.Counters.Lost, Buffer.Counters.Recovered, Buffer.Counters.Silent).ShouldBe((1, 1, 2));
    }

    [Fact]
    public void Next_LastPacketBeforeSilenceAndFirstAfterItMissing_RecoversTheLatter()
    {
        Insert(sequence: 0, frame: 0);
        Insert(sequence: 3, frame: 4, fec: true);

        Steps(5, _ => { }).ShouldBe([Decode, Conceal, Silence, PlayoutStep.Recover, Decode]);
        (Buffer.Counters.Lost, Buffer.Counters.Recovered).ShouldBe((2, 1));
    }

    [Fact]
    public void Insert_AfterItsFrameWasConcealed_IsLate()
    {
        Insert(0);
        Insert(2);
        Steps(6, _ => { });

        Insert(1).ShouldBe(JitterInsert.Late);

        Buffer.Counters.Late.ShouldBe(1);
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
        Buffer.Counters.Held.ShouldBe(1);
        Buffer.Counters.Lost.ShouldBe(0);
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
        Buffer.Counters.Lost.ShouldBe(1);
    }

    [Fact]
    public void Next_NothingMoreComes_StopsAfterMaxHold()
    {
        Insert(0);

        Steps(12, _ => { }).ShouldBe([Idle, Idle, Idle, Decode, Hold, Hold, Hold, Hold, Hold, Hold, Idle, Idle]);
        Buffer.IsPlaying.ShouldBeFalse();
    }

    [Fact]
    public void Next_TimestampJumpsAndSequenceDoesNot_IsSilenceOfThatLength()
    {
        Insert(sequence: 0, frame: 0);
        Insert(sequence: 1, frame: 4);

        Steps(5, _ => { }).ShouldBe([Decode, Silence, Silence, Silence, Decode]);
        Buffer.Counters.Lost.ShouldBe(0);
        Buffer.Counters.Silent.ShouldBe(3);
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
        Buffer.Counters.Held.ShouldBe(0);
        Buffer.Counters.Late.ShouldBe(0);
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
        Buffer.Counters.Resyncs.ShouldBe(1);
        Buffer.Counters.Discarded.ShouldBe(2);
    }

    [Fact]
    public void Insert_MoreThanFits_DropsTheOldestAndStaysBounded()
    {
        for (var sequence = 0; sequence < 200; sequence++)
        {
            Insert(sequence).ShouldBe(JitterInsert.Accepted);
        }

        Buffer.BufferedPackets.ShouldBe(150);
        Buffer.Counters.Discarded.ShouldBe(50);
        Step().ShouldBe(Decode);
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

        Buffer.Counters.Accelerated.ShouldBeInRange(40, 60);
        Buffer.BufferedPackets.ShouldBeLessThan(10);
        Buffer.Counters.Lost.ShouldBe(0);
    }

    [Fact]
    public void InsertAndNext_SteadyState_AllocateNothing()
    {
        var sequence = 0L;
        Span<byte> packet = stackalloc byte[80];
        packet[0] = 9 << 3;
        for (var round = 0; round < 500; round++)
        {
            Buffer.Insert(sequence, sequence++ * AudioFormat.FrameSamples, packet, Now);
            Buffer.Next(Now += AudioFormat.FrameDuration, out _, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 500; round++)
        {
            Buffer.Insert(sequence, sequence++ * AudioFormat.FrameSamples, packet, Now);
            Buffer.Next(Now += AudioFormat.FrameDuration, out _, out _);
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
            Now += TimeSpan.FromMilliseconds(random.Next(25));
            random.NextBytes(packet.AsSpan(0, 20));
            var timestamp = random.Next(4) == 0 ? random.NextInt64(long.MinValue / 2, long.MaxValue / 2) : round * 960L;
            var sequence = random.Next(4) == 0 ? random.NextInt64() : round;
            Buffer.Insert(sequence, timestamp, packet.AsSpan(0, random.Next(100)), Now);
            Buffer.Next(Now, out _, out _);

            Buffer.BufferedPackets.ShouldBeInRange(0, 150, $"seed {seed}");
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
                "MinDelay (00:00:00.1000000) must not be above InitialDelay (00:00:00.0600000), and InitialDelay must not "
                + "be above MaxDelay (00:00:00.5000000).");
        Should.Throw<ValidationException>(() => new JitterBuffer(new JitterBufferOptions { CapacityPackets = 5 }))
            .Message.ShouldBe("The field CapacityPackets must be between 10 and 500.");
    }
}
