using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Sessions;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class LossTests
{
    private const long Second = 1_000_000;

    [Theory]
    [InlineData(100, 1, LossStep.Calm)]
    [InlineData(100, 2, LossStep.Some)]
    [InlineData(100, 11, LossStep.Some)]
    [InlineData(100, 12, LossStep.Much)]
    [InlineData(100, 5_000, LossStep.Much)]
    public void Take_SoManyOfAHundredLost_IsTheStep(int expected, int lost, LossStep step)
    {
        var count = new LossCount();

        count.Add(expected, lost);

        count.Take().ShouldBe(step);
        count.Take().ShouldBeNull();
    }

    [Fact]
    public void Take_TooLittleWasDue_SaysNothingAndGoesOnCounting()
    {
        var count = new LossCount();
        count.Add(49, 49);

        count.Take().ShouldBeNull();
        count.Add(1, 0);

        count.Take().ShouldBe(LossStep.Much);
    }

    [Fact]
    public void Take_SequenceWithGaps_CountsWhatIsMissingAcrossTheWrap()
    {
        var loss = new SequenceLoss();
        ushort sequence = 65_500;
        for (var packet = 0; packet < 100; packet++)
        {
            // Every tenth packet is missing.
            sequence += (ushort)(packet % 9 == 8 ? 2 : 1);
            loss.Take(sequence);
        }

        loss.Take().ShouldBe(LossStep.Some);
    }

    [Fact]
    public void Take_DeviceStartsAnew_IsNoLoss()
    {
        var loss = new SequenceLoss();
        for (var packet = 0; packet < 60; packet++)
        {
            loss.Take((ushort)(packet < 30 ? packet : 20_000 + packet));
        }

        loss.Take().ShouldBe(LossStep.Calm);
    }

    [Theory]
    [InlineData(0, 0, 0, LossStep.Calm)]
    [InlineData(999, 1, 0, LossStep.Calm)]
    [InlineData(1_000, 0, 200, LossStep.Calm)]
    [InlineData(75, 25, 0, LossStep.Some)]
    [InlineData(75, 15, 10, LossStep.Some)]
    [InlineData(60, 10, 30, LossStep.Much)]
    [InlineData(0, 0, 1, LossStep.Much)]
    [InlineData(1, 1, 0, LossStep.Some)]
    public void Needs_ListenersAtTheSteps_IsWhatAQuarterOfThemNeeds(int calm, int some, int much, LossStep needed)
    {
        new LossTally(calm, some, much).Needs.ShouldBe(needed);
        new LossTally(calm, 0, 0).Plus(new LossTally(0, some, much)).Needs.ShouldBe(needed);
    }

    [Fact]
    public void Observe_LossComesAndGoes_AsksAtOnceAndTakesBackLate()
    {
        var steering = new EncoderSteering();

        steering.Observe(LossStep.Calm, 0).ShouldBeNull();
        steering.Observe(LossStep.Some, 5 * Second).ShouldNotBeNull().ExpectedLossPercent.ShouldBe(10u);
        steering.Observe(LossStep.Much, 6 * Second).ShouldBeNull();
        steering.Observe(LossStep.Much, 10 * Second).ShouldNotBeNull().ExpectedLossPercent.ShouldBe(20u);
        steering.Observe(LossStep.Calm, 39 * Second).ShouldBeNull();
        var last = steering.Observe(LossStep.Calm, 40 * Second).ShouldNotBeNull();
        last.UseInBandFec.ShouldBeFalse();
        last.ExpectedLossPercent.ShouldBe(0u);
    }

    [Fact]
    public void Observe_LossEveryTwentySeconds_KeepsAskingForTheSame()
    {
        var steering = new EncoderSteering();
        var hints = 0;

        for (var second = 0; second < 600; second += 5)
        {
            hints += steering.Observe(second % 20 == 0 ? LossStep.Some : LossStep.Calm, second * Second) is null ? 0 : 1;
        }

        hints.ShouldBe(1);
    }
}
