using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Tests.Sequencing;

public sealed class SpeakerTimelineTests
{
    private readonly SpeakerTimeline timeline = new();

    [Fact]
    public void TryPlace_FirstPacket_IsPlacedByItsArrival()
    {
        Place(sequence: 9, slotOfClock: 1_000, arrival: 12).ShouldBe((12, 0));
    }

    [Fact]
    public void TryPlace_PacketsThatArriveTogether_KeepTheSpeakersTime()
    {
        Place(0, 0, arrival: 3);

        Place(1, 1, arrival: 3).ShouldBe((4, 0));
        Place(2, 2, arrival: 3).ShouldBe((5, 0));
    }

    [Fact]
    public void TryPlace_SequenceStepsByOneAndTimeByMore_IsSilenceAndNotLoss()
    {
        Place(0, 0, arrival: 3);

        Place(1, 50, arrival: 53).ShouldBe((53, 0));
    }

    [Fact]
    public void TryPlace_SequenceStepsByMore_CountsTheLost()
    {
        Place(0, 0, arrival: 3);

        Place(4, 4, arrival: 7).ShouldBe((7, 3));
    }

    [Fact]
    public void TryPlace_LossInsideASilence_IsNotLongerThanTheSilence()
    {
        Place(0, 0, arrival: 3);

        Place(200, 3, arrival: 7).ShouldBe((6, 2));
    }

    [Fact]
    public void TryPlace_SequenceWraps_GoesOn()
    {
        Place(65_535, 0, arrival: 3);

        Place(0, 1, arrival: 4).ShouldBe((4, 0));
    }

    [Fact]
    public void TryPlace_RepeatedPacket_IsNotRecorded()
    {
        Place(5, 0, arrival: 3);

        Place(5, 0, arrival: 4).ShouldBeNull();
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(-10_000)]
    public void TryPlace_SpeakersClockJumps_IsPlacedByArrivalAgain(int jump)
    {
        Place(0, 20_000, arrival: 300);

        Place(1, 20_000 + jump, arrival: 301).ShouldBe((301, 0));
    }

    [Fact]
    public void TryPlace_TimestampStoodStillWhileMuted_IsPlacedByArrivalAfterAQuarterOfASecond()
    {
        Place(0, 0, arrival: 10);

        // The speaker was muted for 2 s, and the speaker's timestamps did not count that time.
        var placed = Enumerable.Range(1, 50).Select(n => Place(n, n, arrival: 110 + n)!.Value).ToList();

        placed.ShouldAllBe(each => each.Lost == 0);
        placed.Skip(13).Select((each, index) => each.Slot - (124 + index)).ShouldAllBe(lag => lag == 0);
    }

    [Fact]
    public void TryPlace_TimestampStoodStillForLong_IsPlacedByArrivalAtOnce()
    {
        Place(0, 0, arrival: 10);

        Place(1, 1, arrival: 1_010).ShouldBe((1_010, 0));
    }

    [Fact]
    public void TryPlace_BurstOfThePastAfterAReconnect_KeepsTheSpeakersTime()
    {
        Place(0, 0, arrival: 10);

        for (var n = 1; n <= 100; n++)
        {
            Place(n, n, arrival: 110).ShouldBe((10 + n, 0));
        }

        Place(101, 101, arrival: 111).ShouldBe((111, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void TryPlace_TimestampStandsStillOrGoesBackWhileSpeaking_NothingIsLeftOut(int step)
    {
        Place(0, 50, arrival: 10);

        for (var n = 1; n < 40; n++)
        {
            Place(n, 50 + (n * step), arrival: 10 + n).ShouldBe((10 + n, 0));
        }
    }

    [Fact]
    public void TryPlace_SlotThatIsWrittenAlready_IsPlacedInTheFirstOpenOne()
    {
        Place(0, 0, arrival: 10);

        Place(1, 1, arrival: 30, earliest: 20).ShouldBe((20, 0));
        Place(2, 2, arrival: 30, earliest: 20).ShouldBe((21, 0));
    }

    [Fact]
    public void TryPlace_SenderStartsAgain_OnePacketIsNotBelievedAndNoneIsCountedBetween()
    {
        Place(20_000, 0, arrival: 10);

        Place(0, 1_000, arrival: 11).ShouldBeNull();
        Place(1, 1_001, arrival: 12).ShouldBe((12, 0));
        timeline.Unbelieved.ShouldBe(1);
    }

    private (long Slot, int Lost)? Place(int sequence, int slotOfClock, long arrival, long earliest = 0)
    {
        var timestamp = unchecked((uint)(slotOfClock * 960));
        return timeline.TryPlace((ushort)sequence, timestamp, arrival, earliest, out var slot, out var lost)
            ? (slot, lost)
            : null;
    }
}
