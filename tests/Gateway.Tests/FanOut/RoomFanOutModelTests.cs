using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using FsCheck;
using FsCheck.Fluent;

namespace AudioRooms.Gateway.Tests.FanOut;

/// <summary>
/// For any sequence of speech, silence, changes of class and broken connections, a listener hears every packet of the log once
/// and in order. It is told of packets that are too old to be replayed when it comes back.
/// </summary>
public sealed class RoomFanOutModelTests
{
    private enum Step
    {
        Speak,
        SpeakOn,
        Turn,
        TurnOn,
        Move,
        Reconnect,
        SwitchAcknowledging,
        SwitchReading,
    }

    private static readonly LatencyClass[] Classes =
    [
        LatencyClass.Interactive,
        LatencyClass.Audience,
        LatencyClass.Economy,
        LatencyClass.Broadcast,
    ];

    [Fact]
    public void AnySteps_ListenerThatAcknowledges_LosesOnlyWhatAJoinSaysAndHearsNothingTwice()
    {
        Check(Step.Reconnect, script =>
        {
            using var model = new Model();
            foreach (var (step, amount) in script)
            {
                model.Take(step, amount);
            }

            model.Finish();

            model.Dropped.ShouldBe(0);
            model.Heard.ShouldBeInOrder(SortDirection.Ascending);
            model.Heard.ShouldBeUnique();
            (model.Spoken - model.Heard.Count).ShouldBe((int)model.Told);
        });
    }

    [Fact]
    public void AnySteps_ListenerThatStopsReadingOrAcknowledging_HearsNothingTwiceAndKnowsWhatItMissed()
    {
        Check(Step.SwitchReading, script =>
        {
            using var model = new Model();
            foreach (var (step, amount) in script)
            {
                model.Take(step, amount);
            }

            model.Finish();

            model.Heard.ShouldBeInOrder(SortDirection.Ascending);
            model.Heard.ShouldBeUnique();
            var missed = model.Spoken - model.Heard.Count;
            missed.ShouldBeLessThanOrEqualTo((int)model.Told + (int)model.Dropped);
        });
    }

    private static void Check(Step last, Action<(Step Step, int Amount)[]> holds)
    {
        var step = Gen.Choose(0, (int)last).SelectMany(_ => Gen.Choose(0, 30), (step, amount) => ((Step)step, amount));
        Prop.ForAll(step.ArrayOf().ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(150));
    }

    /// <summary>A room with one listener whose device remembers what it heard.</summary>
    private sealed class Model : TurnedFanOut
    {
        private readonly List<long> spokenAtMicros = [];
        private FakeTransport transport = new();
        private FanOutListener listener;
        private LatencyClass latency = LatencyClass.Audience;
        private long begunAt;
        private int heardBefore;
        private long leftOutTo;
        private bool isAcknowledging = true;
        private bool isReading = true;
        private bool isGivenUp;
        private long acknowledgedAtMicros = -1;

        public Model() => listener = Join(0, isResuming: false);

        /// <summary>The number of packets spoken; a packet's sequence is its position.</summary>
        public int Spoken => spokenAtMicros.Count;

        /// <summary>Positions in the order in which they were heard.</summary>
        public List<long> Heard { get; } = [];

        /// <summary>Packets that a join announced as missing.</summary>
        public long Told { get; private set; }

        /// <summary>Packets that the server counted as dropped.</summary>
        public long Dropped => Metrics.MediaDrops;

        public void Take(Step step, int amount)
        {
            switch (step)
            {
                case Step.Speak or Step.SpeakOn:
                    for (var packet = 0; packet <= amount % 4; packet++)
                    {
                        Room.Append(Sounds.Stage(Spoken, source: 1 + (uint)(Spoken % 3), level: (byte)(20 + Spoken % 3)));
                        spokenAtMicros.Add(Wheel.NowMicros);
                        Turn(4);
                    }

                    break;
                case Step.Turn or Step.TurnOn:
                    Turn(amount);
                    break;
                case Step.Move:
                    latency = Classes[amount % Classes.Length];
                    Room.Move(listener, latency);
                    acknowledgedAtMicros = -1;
                    break;
                case Step.Reconnect:
                    Reconnect(lost: amount % 7, slots: amount * 10);
                    break;
                case Step.SwitchAcknowledging:
                    isAcknowledging = !isAcknowledging;
                    break;
                case Step.SwitchReading:
                    SwitchReading();
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step.");
            }
        }

        /// <summary>Gives the device everything that is left for it.</summary>
        public void Finish()
        {
            isAcknowledging = true;
            if (!isReading)
            {
                SwitchReading();
            }

            // The longest tick, and the time after which earlier trouble no longer counts.
            Turn(FanOutWheel.SlotsIn(Options.BroadcastTick) + FanOutWheel.SlotsIn(Options.LoudestOnlyAfter));
            transport.Take().ShouldBeEmpty();
            Pool.Outstanding.ShouldBe(0);
        }

        private void Turn(int slots)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                Turn(Slot);
                Hear();
                Acknowledge();

                if (isGivenUp)
                {
                    isReading = true;
                    Reconnect(lost: 0, slots: 0);
                }
            }
        }

        // As rarely as the device's class asks, and once when the class changes.
        private void Acknowledge()
        {
            var isDue = acknowledgedAtMicros < 0
                || Wheel.NowMicros - acknowledgedAtMicros >= Options.AckEveryOf(latency).TotalMicroseconds;
            if (isAcknowledging && isReading && isDue)
            {
                acknowledgedAtMicros = Wheel.NowMicros;
                listener.Acknowledge(Next, Wheel.NowMicros);
            }
        }

        // After the last packet heard on this connection, or left out behind it; otherwise where the connection began.
        private long Next => Math.Max(leftOutTo, Heard.Count > heardBefore ? Heard[^1] + 1 : begunAt);

        private void Hear()
        {
            foreach (var bundle in Bundles(transport))
            {
                var position = (long)bundle.Position;
                foreach (var packet in bundle.Packets)
                {
                    var heard = (long)packet.Sequence;
                    if (packet == bundle.Packets[0] || bundle.End == 0)
                    {
                        heard.ShouldBe(position++);
                    }

                    Heard.Add(heard);
                }

                if (bundle.End != 0)
                {
                    Heard[^1].ShouldBeLessThan((long)bundle.End);
                    bundle.Packets.Count.ShouldBeLessThan((int)(bundle.End - bundle.Position));
                    bundle.Packets.ShouldAllBe(packet => packet.Source == bundle.Packets[0].Source);
                    leftOutTo = (long)bundle.End;
                }
            }
        }

        // Breaks the connection: the packets written last do not arrive, and the device comes back after a while.
        private void Reconnect(int lost, int slots)
        {
            Hear();
            Room.Remove(listener);
            transport.Abort();
            lost = Math.Min(lost, Heard.Count - heardBefore);
            Heard.RemoveRange(Heard.Count - lost, lost);
            leftOutTo = lost == 0 ? leftOutTo : 0;
            for (var slot = 0; slot < slots; slot++)
            {
                Time.Advance(FanOutWheel.SlotLength);
                Wheel.Turn();
            }

            var asked = Next;
            var position = Room.Begin((ulong)asked, latency, out var isResumed);
            position.ShouldBeGreaterThanOrEqualTo(asked);
            isResumed.ShouldBe(position == asked);
            if (asked == Spoken || Wheel.NowMicros - spokenAtMicros[(int)asked] <= Options.ReplayOf(latency).TotalMicroseconds)
            {
                isResumed.ShouldBeTrue("who is back within the replay loses nothing");
            }

            Told += position - asked;
            (begunAt, heardBefore, leftOutTo) = (position, Heard.Count, 0);
            transport = new FakeTransport();
            isReading = true;
            listener = Join(position, isResuming: true);
        }

        private FanOutListener Join(long position, bool isResuming)
        {
            isGivenUp = false;
            var joining = new FanOutListener(new Outbox(transport), Options, position, isResuming, () => isGivenUp = true);
            Room.Add(joining, latency);
            return joining;
        }

        private void SwitchReading()
        {
            isReading = !isReading;
            if (isReading)
            {
                transport.Resume();
            }
            else
            {
                transport.Stall();
            }
        }
    }
}
