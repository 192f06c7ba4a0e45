using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using FsCheck;
using FsCheck.Fluent;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class StageLeaseTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    private readonly StageLease lease = new(Length, Length / 2);

    [Fact]
    public void Holds_NeverConfirmed_DoesNot() => lease.Holds(Noon).ShouldBeFalse();

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Holds_AfterTheQuestion_ForTheLengthOfTheLease(int milliseconds, bool expected)
    {
        lease.Renew(Noon);

        lease.Holds(Noon + TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public void IsDue_HalfOfTheLeaseIsOver_Is(int milliseconds, bool expected)
    {
        lease.Renew(Noon);

        lease.IsDue(Noon + TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(expected);
    }

    [Fact]
    public void Renew_AnswersOutOfOrder_KeepsTheNewer()
    {
        lease.Renew(Noon);
        lease.Renew(Noon - TimeSpan.FromMilliseconds(80));

        lease.Holds(Noon + TimeSpan.FromMilliseconds(50)).ShouldBeTrue();
    }

    [Fact]
    public void Surrender_BeforeTheEnd_HoldsNoLonger()
    {
        lease.Renew(Noon);

        lease.Surrender();

        lease.Holds(Noon).ShouldBeFalse();
    }

    /// <summary>Any history of a stage, with any pattern of lost notifications and late or lost confirmations: a person whose
    /// packet passes was on stage and unmuted at some moment of the last 100 ms.</summary>
    [Fact]
    public void AnyFailures_WhoPasses_WasOnStageWithinTheLease()
    {
        // What happens (switch the source on or off and announce it, switch it and lose the announcement, confirm at once,
        // confirm late, lose a confirmation, a packet) and how many milliseconds after the previous step.
        var step = Gen.Choose(0, 6).SelectMany(_ => Gen.Choose(0, 60), (kind, wait) => (Kind: kind, Wait: wait));

        Prop.ForAll(step.ArrayOf().ToArbitrary(), HoldsThroughout).Check(
            Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(200));
    }

    private static bool HoldsThroughout((int Kind, int Wait)[] script)
    {
        var (gate, lease, now, epoch, isOn) = (new StageGate(), new StageLease(Length, Length / 2), Noon, 1L, true);
        var offSince = TimeSpan.MaxValue;
        (TimeSpan AskedAt, StageView Stage)? late = null;
        gate.Advance(Stage(epoch, isOn));
        lease.Renew(now);
        foreach (var (kind, wait) in script)
        {
            now += TimeSpan.FromMilliseconds(wait);
            switch (kind)
            {
                case 0 or 1:
                    (isOn, epoch) = (!isOn, epoch + 1);
                    offSince = isOn ? TimeSpan.MaxValue : now;
                    if (kind == 0)
                    {
                        gate.Advance(Stage(epoch, isOn));
                    }

                    break;
                case 2:
                    gate.Advance(Stage(epoch, isOn));
                    lease.Renew(now);
                    break;
                case 3:
                    late ??= (now, Stage(epoch, isOn));
                    break;
                case 4 when late is { } answer:
                    gate.Advance(answer.Stage);
                    lease.Renew(answer.AskedAt);
                    late = null;
                    break;
                case 4:
                    late = null;
                    break;
                default:
                    var passes = lease.Holds(now)
                        && gate.Judge(new StagePacket { Source = 7, Epoch = 1, Opus = [1] }) == StageVerdict.Pass;
                    (!passes || isOn || now - offSince < Length).ShouldBeTrue(
                        $"a ghost passed {now - offSince} after it left the stage");
                    break;
            }
        }

        return true;
    }

    private static StageView Stage(long epoch, bool isOn) =>
        new(epoch, [new StageMember(new Person(new UserId("ada"), "ada", "Ada"), 7, Muted: !isOn)]);
}
