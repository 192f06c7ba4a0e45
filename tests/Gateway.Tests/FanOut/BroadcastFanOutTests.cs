using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>The broadcast class: a second of sound in a write, and leaving the class without a gap in the sound.</summary>
public sealed class BroadcastFanOutTests : TurnedFanOut
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private int sequence;

    [Fact]
    public void Append_ForBroadcast_IsWrittenOnceASecondWithAllThatWasSaid()
    {
        var (transport, listener) = Join(LatencyClass.Broadcast);

        Speak(TimeSpan.FromSeconds(5), AcknowledgeEvery(TimeSpan.FromSeconds(2), listener));
        Turn(Options.BroadcastTick);

        var bundles = Bundles(transport);
        bundles.Count.ShouldBeInRange(5, 6);
        Positions(bundles).ShouldBe(Enumerable.Range(0, 250));
        Metrics.MediaDrops.ShouldBe(0);
    }

    [Fact]
    public void Append_ForThousandBroadcastListeners_IsSpreadOverTheSecond()
    {
        var transports = Enumerable.Range(0, 1_000).Select(_ => Join(LatencyClass.Broadcast).Transport).ToList();
        Speak(TimeSpan.FromSeconds(1));
        transports.ForEach(transport => transport.Take());
        var perTenth = new List<int>();

        for (var tenth = 0; tenth < 10; tenth++)
        {
            Speak(TimeSpan.FromMilliseconds(100));
            perTenth.Add(transports.Sum(transport => transport.Take().Count));
        }

        perTenth.Sum().ShouldBe(1_000);
        perTenth.ShouldAllBe(writes => writes >= 40 && writes <= 160);
    }

    [Fact]
    public void Append_ForAGroupInStep_IsEncodedOnce()
    {
        var members = Enumerable.Range(0, 1_000).Select(_ => Join(LatencyClass.Broadcast)).ToList();

        Speak(TimeSpan.FromSeconds(2));

        Pool.Rented.ShouldBeInRange(25, 50, "one for each phase and second");
        members.Sum(member => member.Transport.Take().Count).ShouldBeGreaterThanOrEqualTo(1_000);
    }

    [Theory]
    [InlineData(LatencyClass.Interactive, 20)]
    [InlineData(LatencyClass.Audience, 140)]
    public void Move_OutOfBroadcast_BringsWhatWaitsAtOnceAndNothingTwice(LatencyClass to, int withinMs)
    {
        var (transport, listener) = Join(LatencyClass.Broadcast);
        Speak(TimeSpan.FromMilliseconds(3_800), AcknowledgeEvery(TimeSpan.FromSeconds(2), listener));
        var before = Positions(Bundles(transport));
        var waiting = sequence - before.Count;
        waiting.ShouldBeGreaterThan(25, "half a second and more waits for the next bundle");

        Room.Move(listener, to);
        Turn(TimeSpan.FromMilliseconds(withinMs));

        before.AddRange(Positions(Bundles(transport)));
        before.ShouldBe(Enumerable.Range(0, sequence));
        Metrics.MediaDrops.ShouldBe(0);

        // The listener goes on and acknowledges as often as the class asks.
        Speak(TimeSpan.FromSeconds(2), AcknowledgeEvery(Options.AckEvery, listener));
        Turn(TimeSpan.FromMilliseconds(140));
        before.AddRange(Positions(Bundles(transport)));
        before.ShouldBe(Enumerable.Range(0, sequence));
        Metrics.MediaDrops.ShouldBe(0);
    }

    [Fact]
    public void Move_OutOfBroadcastBeforeTheFirstBundle_BringsAllSinceTheJoin()
    {
        var members = Enumerable.Range(0, 25).Select(_ => Join(LatencyClass.Broadcast)).ToList();
        Speak(TimeSpan.FromMilliseconds(800));
        var waiting = members.Where(member => member.Transport.Take().Count == 0).ToList();
        waiting.ShouldNotBeEmpty("whose phase is in the last fifth of the second");

        waiting.ForEach(member => Room.Move(member.Listener, LatencyClass.Interactive));
        Turn(TimeSpan.FromMilliseconds(20));

        waiting.ShouldAllBe(member => Positions(Bundles(member.Transport)).SequenceEqual(Enumerable.Range(0, sequence)));
        Metrics.MediaDrops.ShouldBe(0);
    }

    [Fact]
    public void Move_IntoBroadcastAndBackDuringSpeech_LosesAndRepeatsNothing()
    {
        var (transport, listener) = Join(LatencyClass.Audience);
        LatencyClass[] classes =
        [
            LatencyClass.Broadcast,
            LatencyClass.Interactive,
            LatencyClass.Broadcast,
            LatencyClass.Audience,
        ];
        var step = 0;

        Speak(TimeSpan.FromSeconds(12), () =>
        {
            if (++step % 12 == 0)
            {
                listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
            }

            if (step % 73 == 0)
            {
                Room.Move(listener, classes[step / 73 % classes.Length]);
                listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
            }
        });
        Turn(Options.BroadcastTick);

        Positions(Bundles(transport)).ShouldBe(Enumerable.Range(0, sequence));
        Metrics.MediaDrops.ShouldBe(0);
    }

    [Fact]
    public void Move_OutOfBroadcast_ShortensTheWindowOnceWhatWasSentIsAcknowledged()
    {
        var (transport, listener) = Join(LatencyClass.Broadcast);
        Speak(TimeSpan.FromMilliseconds(2_500), AcknowledgeEvery(TimeSpan.FromSeconds(2), listener));
        Room.Move(listener, LatencyClass.Interactive);
        Speak(Frame);
        listener.Acknowledge(listener.Cursor, Wheel.NowMicros);
        Bundles(transport);

        // From here on the device acknowledges nothing: only half a second more is sent.
        Speak(TimeSpan.FromSeconds(3));

        Positions(Bundles(transport)).Count.ShouldBeInRange(20, 30);
    }

    [Fact]
    public void Append_MoreThanAMessageMayHave_GoesOnAMomentLater()
    {
        var (transport, _) = Join(LatencyClass.Broadcast);
        for (var packet = 0; packet < 600; packet++)
        {
            Room.Append(Sounds.Stage(sequence++, bytes: 150));
        }

        Turn(Options.BroadcastTick + TimeSpan.FromMilliseconds(40));

        var messages = transport.Take();
        messages.Count.ShouldBe(2);
        messages.ShouldAllBe(message => message.CalculateSize() < 64 * 1_024);
        Positions([.. messages.Select(message => message.Bundle)]).ShouldBe(Enumerable.Range(0, 600));
    }

    [Fact]
    public void Begin_ASecondLongerAgoThanOthers_IsResumed()
    {
        var (transport, listener) = Join(LatencyClass.Broadcast);
        Speak(Frame);
        Turn(Options.Replay + Options.BroadcastTick - Frame - Slot);
        Room.Remove(listener);

        Room.Begin(0, LatencyClass.Audience, out var audienceIsResumed);
        var position = Room.Begin(0, LatencyClass.Broadcast, out var isResumed);
        (transport, _) = Join(LatencyClass.Broadcast, position, isResuming: true);
        Speak(TimeSpan.FromMilliseconds(1_100));

        audienceIsResumed.ShouldBeFalse();
        isResumed.ShouldBeTrue();
        Positions(Bundles(transport))[..3].ShouldBe([0, 1, 2]);
        Metrics.MediaDrops.ShouldBe(0);
    }

    private (FakeTransport Transport, FanOutListener Listener) Join(
        LatencyClass latency, long? position = null, bool isResuming = false)
    {
        var transport = new FakeTransport();
        var listener = new FanOutListener(
            new Outbox(transport),
            Options,
            position ?? Room.End,
            isResuming,
            () => throw new InvalidOperationException("Given up."));
        Room.Add(listener, latency);
        return (transport, listener);
    }

    private void Speak(TimeSpan duration, Action? step = null)
    {
        for (var spoken = TimeSpan.Zero; spoken < duration; spoken += Frame)
        {
            Room.Append(Sounds.Stage(sequence++));
            Turn(Frame);
            step?.Invoke();
        }
    }

    private Action AcknowledgeEvery(TimeSpan period, FanOutListener listener)
    {
        var last = Wheel.NowMicros;
        return () =>
        {
            if (Wheel.NowMicros - last >= period.TotalMicroseconds)
            {
                last = Wheel.NowMicros;
                listener.Acknowledge(listener.Cursor, last);
            }
        };
    }

    private static List<int> Positions(List<Bundle> bundles) =>
        [.. bundles.SelectMany(bundle => bundle.Packets.Select((_, index) => (int)bundle.Position + index))];
}
