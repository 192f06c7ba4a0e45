using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>The cost of listeners who are not in step with their group.</summary>
public sealed class RoomFanOutCatchUpTests : TurnedFanOut
{
    private const int Speakers = 10;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private long spoken;

    [Fact]
    public void Turn_OnlyTheLoudestOfTen_IsOneWritePerTickThatCoversWhatEverybodySaid()
    {
        var (transport, listener) = LoudestOnly();
        var dropped = Metrics.MediaDrops;
        var from = listener.Cursor;

        Speak(TimeSpan.FromMilliseconds(600), () => listener.Acknowledge(listener.Cursor, Wheel.NowMicros));

        var bundles = Bundles(transport);
        bundles.Count.ShouldBeInRange(10, 11);
        bundles.ShouldAllBe(bundle => bundle.Packets.All(packet => packet.Source == 1));
        ((long)bundles[^1].End).ShouldBe(listener.Cursor);
        var heard = bundles.Sum(bundle => bundle.Packets.Count);
        heard.ShouldBe((int)(listener.Cursor - from) / Speakers);
        (Metrics.MediaDrops - dropped).ShouldBe(listener.Cursor - from - heard);
    }

    [Fact]
    public void Turn_OnlyTheLoudestWhoIsSilentNow_WritesNothingAndGoesOn()
    {
        var (transport, listener) = LoudestOnly();
        var dropped = Metrics.MediaDrops;
        var from = listener.Cursor;

        for (var other = 2u; other <= Speakers; other++)
        {
            Room.Append(Sounds.Stage(spoken++, other, level: 60));
        }

        Turn(Options.AudienceTick);

        Bundles(transport).ShouldBeEmpty();
        (listener.Cursor - from).ShouldBe(Speakers - 1);
        (Metrics.MediaDrops - dropped).ShouldBe(Speakers - 1);
    }

    [Fact]
    public void Turn_OnlyTheLoudestWhoIsSilentForLongerThanTheWindow_IsHeardAgain()
    {
        var isGivenUp = false;
        var (transport, _) = LoudestOnly(() => isGivenUp = true);

        // The loudest speaker of the last second is silent for most of it, so no bundle is sent that the device could
        // acknowledge.
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMilliseconds(800); passed += Frame)
        {
            Room.Append(Sounds.Stage(spoken++, source: 2, level: 60));
            Turn(Frame);
        }

        Bundles(transport).ShouldBeEmpty();
        Speak(Options.AudienceTick * 2);

        Bundles(transport).ShouldNotBeEmpty();
        isGivenUp.ShouldBeFalse();
    }

    [Fact]
    public void Turn_OnlyTheLoudestWhileAWriteIsUnderWay_CountsWhatIsLeftOutOnce()
    {
        var (transport, listener) = LoudestOnly();
        listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
        var dropped = Metrics.MediaDrops;
        var from = listener.Cursor;

        transport.Stall();
        Speak(Options.AudienceTick * 4);
        transport.Resume();
        Turn(Options.AudienceTick);

        var heard = Bundles(transport).Sum(bundle => bundle.Packets.Count);
        listener.Cursor.ShouldBe(Room.End);
        (Metrics.MediaDrops - dropped).ShouldBe(listener.Cursor - from - heard);
    }

    [Fact]
    public void Turn_SilenceAfterOnlyTheLoudest_KeepsADeviceThatOnlyCountsPackets()
    {
        var isGivenUp = false;
        var (transport, listener) = LoudestOnly(() => isGivenUp = true);

        Speak(Options.AudienceTick * 2);
        var last = Bundles(transport)[^1];
        last.End.ShouldBeGreaterThan(last.Position + (ulong)last.Packets.Count);
        listener.Acknowledge((long)last.Position + last.Packets.Count, Wheel.NowMicros);
        Turn(Options.CloseAfter);
        Speak(Options.AudienceTick * 2);

        isGivenUp.ShouldBeFalse();
        Bundles(transport).ShouldNotBeEmpty();
    }

    [Fact]
    public void Turn_AHundredWhoMissedTheSameTick_CostOneEncoding()
    {
        var devices = Interactive(100);
        devices.ForEach(device => device.Transport.Stall());
        Speak(Frame * 2);
        devices.ForEach(device => device.Transport.Resume());
        devices.ForEach(device => device.Listener.Acknowledge(device.Listener.Cursor, Wheel.NowMicros));
        var rented = Pool.Rented;

        Turn(Frame);

        (Pool.Rented - rented).ShouldBe(1);
        devices.ShouldAllBe(device => device.Listener.Cursor == Room.End);
        foreach (var (transport, _) in devices)
        {
            Bundles(transport).SelectMany(bundle => bundle.Packets).Select(packet => packet.Sequence)
                .ShouldBe(Enumerable.Range(0, 2 * Speakers).Select(sequence => (uint)sequence));
        }

        Pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Turn_MoreWhoFellBehindInDifferentTicksThanAreKept_EachGetsWhatItLacks()
    {
        var devices = Interactive(12);
        void AcknowledgeAll() => devices.ForEach(device => device.Listener.Acknowledge(device.Listener.Cursor, Wheel.NowMicros));
        foreach (var (transport, _) in devices)
        {
            Speak(Frame, AcknowledgeAll);
            transport.Stall();
        }

        Speak(Frame * 2, AcknowledgeAll);
        devices.ForEach(device => device.Transport.Resume());

        Turn(Frame);

        foreach (var (transport, _) in devices)
        {
            Bundles(transport).SelectMany(bundle => bundle.Packets).Select(packet => packet.Sequence)
                .ShouldBe(Enumerable.Range(0, 14 * Speakers).Select(sequence => (uint)sequence));
        }

        Pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Turn_ListenersWhoComeBackTogether_AllocatesNothing()
    {
        var packets = Enumerable.Range(0, 16).Select(index => Sounds.Stage(index)).ToArray();
        List<long> allocated = [];
        for (var round = 0; round < 300; round++)
        {
            Room.Append(packets[round % packets.Length]);
            List<FanOutListener> back = [];
            for (var index = 0; index < 20; index++)
            {
                var outbox = new Outbox(new FakeTransport { KeepsMessages = false });
                back.Add(new FanOutListener(outbox, Options, Room.End - 1, isResuming: true, () => { }));
                Room.Add(back[^1], LatencyClass.Interactive);
            }

            Time.Advance(Slot);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Wheel.Turn();
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            back.ShouldAllBe(listener => listener.Cursor == Room.End);
            back.ForEach(Room.Remove);
        }

        // Pools that a collection trimmed, and other tests' listeners to the same instruments, sometimes allocate on this thread.
        allocated[200..].Min().ShouldBe(0);
        Pool.Outstanding.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(3)]
    [InlineData(60)]
    public void Turn_SoundAfterAPauseWithTheLastBundleUnacknowledged_IsHeardAtOnceAndWhole(double pauseSeconds)
    {
        var (transport, listener) = Interactive(1)[0];
        Speak(TimeSpan.FromMilliseconds(200), () => listener.Acknowledge(listener.Cursor, Wheel.NowMicros));
        Speak(Frame);
        Turn(TimeSpan.FromSeconds(pauseSeconds));
        Bundles(transport);
        var (dropped, pausedAt) = (Metrics.MediaDrops, Room.End);

        Speak(TimeSpan.FromMilliseconds(300));

        var heard = Bundles(transport);
        heard[0].Position.ShouldBe((ulong)pausedAt);
        heard.Sum(bundle => bundle.Packets.Count).ShouldBe((int)(Room.End - pausedAt));
        (Metrics.MediaDrops - dropped).ShouldBe(0);
    }

    private List<(FakeTransport Transport, FanOutListener Listener)> Interactive(int count)
    {
        var devices = new List<(FakeTransport, FanOutListener)>();
        for (var index = 0; index < count; index++)
        {
            var transport = new FakeTransport();
            var listener = new FanOutListener(new Outbox(transport), Options, Room.End, isResuming: false, () => { });
            Room.Add(listener, LatencyClass.Interactive);
            devices.Add((transport, listener));
        }

        return devices;
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(200, false)]
    public void Turn_AcknowledgementsTooRare_AreTheListenersTroubleOnlyWhileTheWheelIsOnTime(int turnEveryMs, bool isLoudestOnly)
    {
        var listener = new FanOutListener(new Outbox(new FakeTransport()), Options, Room.End, isResuming: false, () => { });
        Room.Add(listener, LatencyClass.Audience);
        var turnEvery = TimeSpan.FromMilliseconds(turnEveryMs);
        var passed = TimeSpan.Zero;
        var acknowledged = TimeSpan.Zero;

        while (passed < TimeSpan.FromSeconds(8))
        {
            Room.Append(Sounds.Stage(spoken++));
            Time.Advance(turnEvery);
            Wheel.Turn();
            passed += turnEvery;
            if (passed - acknowledged >= TimeSpan.FromSeconds(1.4))
            {
                listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
                acknowledged = passed;
            }
        }

        listener.IsLoudestOnly(Wheel.NowMicros).ShouldBe(isLoudestOnly);
        Metrics.MediaDrops.ShouldBeGreaterThan(0, "the oldest is dropped either way");
    }

    // A listener of the audience who acknowledged too rarely for so long that only the loudest of ten speakers is sent.
    private (FakeTransport Transport, FanOutListener Listener) LoudestOnly(Action? onTooSlow = null)
    {
        var transport = new FakeTransport();
        var listener = new FanOutListener(new Outbox(transport), Options, Room.End, isResuming: false, onTooSlow ?? (() => { }));
        Room.Add(listener, LatencyClass.Audience);
        while (!listener.IsLoudestOnly(Wheel.NowMicros))
        {
            Speak(TimeSpan.FromMilliseconds(700));
            listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
        }

        Turn(Options.AudienceTick);
        listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
        Bundles(transport);
        return (transport, listener);
    }

    // Each speaker sends one frame every 20 ms; the first speaker is the loudest.
    private void Speak(TimeSpan duration, Action? step = null)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += Frame)
        {
            for (var source = 1u; source <= Speakers; source++)
            {
                Room.Append(Sounds.Stage(spoken++, source, level: source == 1 ? (byte)20 : (byte)60));
            }

            Turn(Frame);
            step?.Invoke();
        }
    }
}
