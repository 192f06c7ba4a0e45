using System.Diagnostics.Metrics;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>Which listeners get which bundles, and when.</summary>
public sealed class RoomFanOutTests : TurnedFanOut
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private long sequence;

    [Fact]
    public void Append_ForAnInteractiveListener_IsWrittenInTheNextSlot()
    {
        var device = Join(LatencyClass.Interactive);

        Room.Append(Sounds.Stage(1));
        Turn(Slot);

        Positions(device.Transport).ShouldBe([0]);
    }

    [Fact]
    public void Append_ForTheAudience_IsWrittenOncePerTickWithAllPackets()
    {
        var device = Join(LatencyClass.Audience);

        Speak(TimeSpan.FromMilliseconds(600), step: () => device.AcknowledgeAll(Wheel.NowMicros));
        Turn(TimeSpan.FromMilliseconds(60));

        var bundles = Bundles(device.Transport);
        bundles.Sum(bundle => bundle.Packets.Count).ShouldBe(30);
        bundles.Count.ShouldBeInRange(10, 11);
        Positions(bundles).ShouldBe(Enumerable.Range(0, 30).Select(position => (ulong)position));
    }

    [Fact]
    public void Append_WhileTheProcessIsSaturatedAndAfterwards_IsWrittenLessOftenThenAsBeforeAndNothingIsLostOrRepeated()
    {
        var device = Join(LatencyClass.Audience);
        List<Bundle> received = [];
        List<int> bundlesPerSecond = [];

        for (var second = 0; second < 40; second++)
        {
            var busy = second is >= 5 and < 15;
            Speak(TimeSpan.FromSeconds(1), step: () =>
            {
                ProcessorTime += busy ? Frame * 0.95 : Frame * 0.1;
                device.AcknowledgeAll(Wheel.NowMicros);
            });
            var bundles = Bundles(device.Transport);
            bundlesPerSecond.Add(bundles.Count);
            received.AddRange(bundles);
        }

        bundlesPerSecond[4].ShouldBeInRange(16, 17);
        bundlesPerSecond[14].ShouldBeInRange(6, 7);
        bundlesPerSecond[39].ShouldBeInRange(16, 17);
        Positions(received).ShouldBe(
            Enumerable.Range(0, received.Sum(bundle => bundle.Packets.Count)).Select(position => (ulong)position));
    }

    [Fact]
    public void Append_ForALargeAudienceAtTheLongestTick_IsSpreadOverAllOfIt()
    {
        var devices = Enumerable.Range(0, 60).Select(_ => Join(LatencyClass.Audience)).ToList();
        Speak(TimeSpan.FromSeconds(4), step: () =>
        {
            ProcessorTime += Frame;
            devices.ForEach(device => device.AcknowledgeAll(Wheel.NowMicros));
        });
        devices.ForEach(device => Bundles(device.Transport));

        List<int> perQuarter = [];
        for (var quarter = 0; quarter < 4; quarter++)
        {
            Room.Append(Sounds.Stage(sequence++));
            Turn(TimeSpan.FromMilliseconds(40));
            perQuarter.Add(devices.Sum(device => Bundles(device.Transport).Count));
        }

        perQuarter.Sum().ShouldBe(60);
        perQuarter.ShouldAllBe(writes => writes >= 10 && writes <= 20);
    }

    [Fact]
    public void Append_ForEconomy_IsWrittenEvery120Milliseconds()
    {
        var device = Join(LatencyClass.Economy);

        Speak(TimeSpan.FromMilliseconds(1_200), step: () => device.AcknowledgeAll(Wheel.NowMicros));
        Turn(TimeSpan.FromMilliseconds(120));

        Bundles(device.Transport).Count.ShouldBeInRange(10, 11);
    }

    [Fact]
    public void Append_ForALargeAudience_IsSpreadOverTheTick()
    {
        var devices = Enumerable.Range(0, 60).Select(_ => Join(LatencyClass.Audience)).ToList();
        Speak(TimeSpan.FromMilliseconds(240));
        devices.ForEach(device => Bundles(device.Transport));
        var perSlot = new List<int>();

        for (var slot = 0; slot < 12; slot++)
        {
            if (slot % 4 == 0)
            {
                Room.Append(Sounds.Stage(sequence++));
            }

            Turn(Slot);
            perSlot.Add(devices.Sum(device => Bundles(device.Transport).Count));
        }

        perSlot.Sum().ShouldBeInRange(50, 60);
        perSlot.Max().ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void Append_ForListenersInStep_SharesOneMessage()
    {
        var devices = Enumerable.Range(0, 100).Select(_ => Join(LatencyClass.Interactive)).ToList();
        Room.Append(Sounds.Stage(sequence++));
        Turn(Slot);
        devices.ForEach(device => device.Transport.Stall());

        Room.Append(Sounds.Stage(sequence++));
        Turn(Slot);

        devices.ShouldAllBe(device => device.Transport.Writes == 2);
        Pool.Outstanding.ShouldBe(1);
        devices.ForEach(device => device.Transport.Resume());
        Pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Turn_WhileOneDeviceDoesNotRead_DelaysNobodyElse()
    {
        var stuck = Join(LatencyClass.Interactive);
        var others = Enumerable.Range(0, 20).Select(_ => Join(LatencyClass.Interactive)).ToList();
        stuck.Transport.Stall();

        Speak(TimeSpan.FromSeconds(1), step: () => others.ForEach(device => device.AcknowledgeAll(Wheel.NowMicros)));

        others.ShouldAllBe(device => Positions(Bundles(device.Transport)).Count == 50);
        stuck.Transport.Writes.ShouldBe(1);
    }

    [Fact]
    public void Turn_AfterTheProcessWasStoppedForLong_SendsNothingOfBefore()
    {
        var device = Join(LatencyClass.Audience);
        Room.Append(Sounds.Stage(sequence++));

        Time.Advance(TimeSpan.FromSeconds(20));
        Turn(TimeSpan.FromMilliseconds(120));
        Bundles(device.Transport).ShouldBeEmpty();

        Room.Append(Sounds.Stage(sequence++));
        Turn(TimeSpan.FromMilliseconds(120));
        Positions(Bundles(device.Transport)).ShouldBe([1ul]);
    }

    [Fact]
    public void Turn_AfterAShortStall_SendsAllThatWasMissed()
    {
        var device = Join(LatencyClass.Interactive);
        device.Transport.Stall();
        Speak(TimeSpan.FromMilliseconds(200));

        device.Transport.Resume();
        device.AcknowledgeAll(Wheel.NowMicros);
        Turn(TimeSpan.FromMilliseconds(20));

        Positions(Bundles(device.Transport)).ShouldBe(Enumerable.Range(0, 10).Select(position => (ulong)position));
    }

    [Fact]
    public void Turn_WithoutAcknowledgements_StopsSendingAfterTheWindow()
    {
        var device = Join(LatencyClass.Interactive);

        Speak(TimeSpan.FromSeconds(2));

        Positions(Bundles(device.Transport)).Count.ShouldBeInRange(25, 27);
        device.IsTooSlow.ShouldBeFalse();
    }

    [Fact]
    public void Turn_WhenAHeldListenerCatchesUp_DropsTheOldestAndSaysSoByPosition()
    {
        var device = Join(LatencyClass.Interactive);
        Speak(TimeSpan.FromSeconds(1), step: () => device.AcknowledgeAll(Wheel.NowMicros));
        Speak(TimeSpan.FromSeconds(1.8));
        var last = Positions(Bundles(device.Transport))[^1];

        device.AcknowledgeAll(Wheel.NowMicros);
        Turn(Frame);

        // Packets of 20 ms in 500 ms and the shortest round trip, which is a few slots here.
        var bundle = Bundles(device.Transport).ShouldHaveSingleItem();
        bundle.Packets.Count.ShouldBeInRange(24, 28);
        (bundle.Position + (ulong)bundle.Packets.Count).ShouldBe(140ul);
        bundle.Position.ShouldBeGreaterThan(last + 1);
        Metrics.MediaDrops.ShouldBe((long)(bundle.Position - last - 1));
    }

    [Fact]
    public void Turn_ThreeSecondsOfTrouble_SendsOnlyTheLoudest()
    {
        var device = Join(LatencyClass.Interactive);
        const uint Loud = 1;
        const uint Quiet = 2;

        // A device that acknowledges every 700 ms repeatedly exceeds the window for a while.
        for (var step = 0; step < 400; step++)
        {
            Room.Append(Sounds.Stage(step, Loud, level: 20));
            Room.Append(Sounds.Stage(step, Quiet, level: 60));
            Turn(Frame);
            if (step % 35 == 34)
            {
                device.AcknowledgeAll(Wheel.NowMicros);
            }

            if (step == 299)
            {
                Bundles(device.Transport);
            }
        }

        var heard = Bundles(device.Transport).SelectMany(bundle => bundle.Packets).ToList();
        heard.ShouldNotBeEmpty();
        heard.ShouldAllBe(packet => packet.Source == Loud);
    }

    [Fact]
    public void Turn_TenSecondsWithoutAcknowledgement_GivesTheListenerUpOnce()
    {
        var device = Join(LatencyClass.Audience);

        Speak(TimeSpan.FromSeconds(9.8));
        device.IsTooSlow.ShouldBeFalse();
        Speak(TimeSpan.FromSeconds(3));

        device.TimesTooSlow.ShouldBe(1);
    }

    [Fact]
    public void Turn_SilenceAfterSpeech_StillGivesUpWhoNeverReads()
    {
        var device = Join(LatencyClass.Audience);
        device.Transport.Stall();

        Speak(TimeSpan.FromSeconds(1));
        Turn(TimeSpan.FromSeconds(10));

        device.IsTooSlow.ShouldBeTrue();
    }

    [Fact]
    public void Turn_AfterTheLastPacket_FallsAsleep()
    {
        var device = Join(LatencyClass.Audience);
        Speak(TimeSpan.FromMilliseconds(100));
        device.AcknowledgeAll(Wheel.NowMicros);

        Turn(TimeSpan.FromMilliseconds(200));

        Wheel.Turn();

        Wheel.IsAsleep.ShouldBeTrue();
    }

    [Fact]
    public void Append_AfterAnHourOfSilence_IsWrittenInTheNextTurnAndOnTime()
    {
        var latest = TimeSpan.Zero;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (instrument.Name == "audiorooms.fanout.tick_lateness" && Metrics.Owns(instrument.Meter))
            {
                source.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(
            (_, seconds, _, _) => latest = TimeSpan.FromSeconds(Math.Max(latest.TotalSeconds, seconds)));
        listener.Start();
        var device = Join(LatencyClass.Interactive);
        Time.Advance(TimeSpan.FromHours(1));

        Room.Append(Sounds.Stage(1));
        Wheel.Turn();

        Positions(device.Transport).ShouldBe([0]);
        latest.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Append_AnotherPacketWithinASlot_WaitsForTheNextSlot()
    {
        var turnsAsked = 0;
        Wheel.TurnIsDue = () => turnsAsked++;
        var device = Join(LatencyClass.Interactive);
        Time.Advance(Slot);
        Room.Append(Sounds.Stage(1));
        Wheel.Turn();
        Positions(device.Transport).ShouldBe([0]);

        Room.Append(Sounds.Stage(2));
        Room.Append(Sounds.Stage(3));
        Wheel.Turn();
        Positions(device.Transport).ShouldBeEmpty();
        Turn(Slot);

        Positions(device.Transport).ShouldBe([1, 2]);
        turnsAsked.ShouldBe(1);
        Wheel.IsAsleep.ShouldBeTrue();
    }

    [Fact]
    public void Append_OfAnotherClass_WaitsForItsTickAndAsksForNoTurn()
    {
        var turnsAsked = 0;
        Wheel.TurnIsDue = () => turnsAsked++;
        var device = Join(LatencyClass.Audience);
        Time.Advance(TimeSpan.FromHours(1));

        Room.Append(Sounds.Stage(1));
        Wheel.Turn();

        Positions(device.Transport).ShouldBeEmpty();
        turnsAsked.ShouldBe(0);
        Wheel.IsAsleep.ShouldBeFalse();
    }

    [Fact]
    public void Move_InMidSpeech_NeitherRepeatsNorLosesAPacket()
    {
        var device = Join(LatencyClass.Audience);
        var classes = new[] { LatencyClass.Interactive, LatencyClass.Economy, LatencyClass.Audience };
        var step = 0;

        Speak(TimeSpan.FromSeconds(3), step: () =>
        {
            device.AcknowledgeAll(Wheel.NowMicros);
            if (++step % 7 == 0)
            {
                Room.Move(device.Listener, classes[step / 7 % classes.Length]);
            }
        });
        Turn(TimeSpan.FromMilliseconds(120));

        Positions(Bundles(device.Transport)).ShouldBe(Enumerable.Range(0, 150).Select(position => (ulong)position));
    }

    [Fact]
    public void Begin_APositionStillInTheLog_ResumesThere()
    {
        Speak(TimeSpan.FromSeconds(1));

        var position = Room.Begin(20, LatencyClass.Audience, out var isResumed);
        var device = Join(LatencyClass.Audience, position, isResuming: true);
        Turn(TimeSpan.FromMilliseconds(60));

        isResumed.ShouldBeTrue();
        Positions(Bundles(device.Transport)).ShouldBe(Enumerable.Range(20, 30).Select(sent => (ulong)sent));
    }

    [Fact]
    public void Begin_APositionThatTheLogForgot_BeginsWithTheOldestItHas()
    {
        Join(LatencyClass.Audience);
        Speak(TimeSpan.FromSeconds(4));

        var position = Room.Begin(20, LatencyClass.Audience, out var isResumed);

        isResumed.ShouldBeFalse();
        position.ShouldBeInRange(98, 101);
    }

    [Theory]
    [InlineData(LatencyClass.Audience)]
    [InlineData(LatencyClass.Economy)]
    [InlineData(LatencyClass.Broadcast)]
    public void Begin_InTheLastMomentOfTheReplay_KeepsItsPromiseWhileOthersSpeakOn(LatencyClass latency)
    {
        Join(latency);
        Speak(Frame);
        Turn(Options.ReplayOf(latency) - Frame - Slot);

        var position = Room.Begin(0, latency, out var isResumed);
        var device = Join(latency, position, isResuming: true);
        Speak(TimeSpan.FromMilliseconds(200) + (latency == LatencyClass.Broadcast ? Options.BroadcastTick : TimeSpan.Zero));

        isResumed.ShouldBeTrue();
        Positions(device.Transport)[..3].ShouldBe([0, 1, 2]);
        Metrics.MediaDrops.ShouldBe(0);
    }

    [Fact]
    public void Begin_AfterTheReplayInSilence_PromisesNothing()
    {
        Join(LatencyClass.Audience);
        Speak(Frame);
        Turn(Options.Replay);

        Room.Begin(0, LatencyClass.Audience, out var isResumed).ShouldBe(1);

        isResumed.ShouldBeFalse();
    }

    [Fact]
    public void Begin_APositionThatIsNotYet_BeginsNow()
    {
        Speak(TimeSpan.FromSeconds(1));

        Room.Begin(51, LatencyClass.Audience, out var isResumed).ShouldBe(50);

        isResumed.ShouldBeFalse();
    }

    [Fact]
    public void Turn_ATransportWithABug_DoesNotSilenceTheOtherRooms()
    {
        var broken = new RoomFanOut(Wheel, Pool, Metrics, Options);
        broken.Add(
            new FanOutListener(new Outbox(new BuggyTransport()), Options, 0, isResuming: false, () => { }),
            LatencyClass.Interactive);
        var device = Join(LatencyClass.Interactive);

        for (var round = 0; round < 3; round++)
        {
            broken.Append(Sounds.Stage(round));
            Room.Append(Sounds.Stage(round));
            Turn(Slot);
        }

        Positions(device.Transport).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Remove_AListener_IsNotWrittenToAgain()
    {
        var device = Join(LatencyClass.Interactive);
        Speak(TimeSpan.FromMilliseconds(100));
        Bundles(device.Transport);

        Room.Remove(device.Listener);
        Speak(TimeSpan.FromMilliseconds(100));

        Bundles(device.Transport).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LatencyClass.Interactive)]
    [InlineData(LatencyClass.Audience)]
    [InlineData(LatencyClass.Economy)]
    public void Turn_InSteadyStateWhileMeasured_AllocatesNothing(LatencyClass latency)
    {
        using var collected = Sdk.CreateMeterProviderBuilder()
            .AddMeter(GatewayMetrics.MeterName)
            .AddInMemoryExporter(new List<Metric>())
            .Build();
        var devices = Enumerable.Range(0, 100).Select(_ => Join(latency, keepsMessages: false)).ToList();
        var packets = Enumerable.Range(0, 16).Select(index => Sounds.Stage(index)).ToArray();
        Run(devices, packets, rounds: 400);

        // Pools that a collection trimmed, and other tests' listeners to the same instruments, sometimes allocate on this thread.
        var writesBefore = devices.Sum(device => device.Transport.Writes);
        List<long> allocated = [];
        for (var part = 0; part < 5; part++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var allocatedByTime = Run(devices, packets, rounds: 80);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before - allocatedByTime);
        }

        devices.Sum(device => device.Transport.Writes).ShouldBeGreaterThan(writesBefore + 6_000);
        allocated.Min().ShouldBe(0);
        Pool.Outstanding.ShouldBe(0);
    }

    /// <returns>The bytes that advancing the test's own clock allocated.</returns>
    private long Run(List<Device> devices, Contracts.Media.StagePacket[] packets, int rounds)
    {
        long byTime = 0;
        for (var round = 0; round < rounds; round++)
        {
            Room.Append(packets[round % packets.Length]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Time.Advance(Frame);
            byTime += GC.GetAllocatedBytesForCurrentThread() - before;
            Wheel.Turn();
            foreach (var device in devices)
            {
                device.AcknowledgeAll(Wheel.NowMicros);
            }
        }

        return byTime;
    }

    private Device Join(LatencyClass latency, long? position = null, bool isResuming = false, bool keepsMessages = true)
    {
        var device = new Device(Options, position ?? Room.End, isResuming, keepsMessages);
        Room.Add(device.Listener, latency);
        return device;
    }

    // One packet every 20 ms.
    private void Speak(TimeSpan duration, Action? step = null)
    {
        for (var spoken = TimeSpan.Zero; spoken < duration; spoken += Frame)
        {
            Room.Append(Sounds.Stage(sequence++));
            Turn(Frame);
            step?.Invoke();
        }
    }

    private static List<ulong> Positions(FakeTransport transport) => Positions(Bundles(transport));

    private static List<ulong> Positions(List<Bundle> bundles) =>
        [.. bundles.SelectMany(bundle => bundle.Packets.Select((_, index) => bundle.Position + (ulong)index))];

    private sealed class BuggyTransport : IConnectionTransport
    {
        public TransportKind Kind => TransportKind.Grpc;

        public ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask WriteAsync(EncodedMessage message) => throw new NotSupportedException("a bug");

        public void Abort()
        {
        }
    }

    private sealed class Device
    {
        public Device(FanOutOptions options, long position, bool isResuming, bool keepsMessages)
        {
            Transport = new FakeTransport { KeepsMessages = keepsMessages };
            Listener = new FanOutListener(new Outbox(Transport), options, position, isResuming, () => TimesTooSlow++);
        }

        public FakeTransport Transport { get; }

        public FanOutListener Listener { get; }

        public int TimesTooSlow { get; private set; }

        public bool IsTooSlow => TimesTooSlow > 0;

        public void AcknowledgeAll(long nowMicros) => Listener.Acknowledge(Listener.Cursor, nowMicros);
    }
}
