using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomHandsTests
{
    private static readonly Person Ada = Somebody("ada");
    private static readonly Person Ben = Somebody("ben");
    private static readonly Person Cem = Somebody("cem");

    [Fact]
    public void RaiseHand_FromTheAudience_IsInTheQueue()
    {
        var room = Live().Ask(Guest, new RaiseHand("Why?")).After();

        var hand = room.ToView(0).Hands.ShouldHaveSingleItem();
        hand.Person.ShouldBe(Guest);
        hand.Question.ShouldBe("Why?");
    }

    [Fact]
    public void RaiseHand_OnStage_IsRejected() =>
        Live().TakeStage(Guest, Limits, Noon).After().Ask(Guest, new RaiseHand(null)).Rejection.ShouldBe(
            RoomRejection.AlreadyOnStage);

    [Fact]
    public void RaiseHand_SameAgain_ChangesNothing() =>
        Live().Ask(Guest, new RaiseHand("Why?")).After().Ask(Guest, new RaiseHand(" Why? ")).Events.ShouldBeEmpty();

    [Fact]
    public void RaiseHand_OtherQuestion_KeepsThePlace()
    {
        var room = Live().Ask(Ada, new RaiseHand("One?")).After().Ask(Ben, new RaiseHand(null)).After();

        var changed = room.Ask(Ada, new RaiseHand("Two?")).After();

        changed.ToView(0).Hands.Select(hand => (hand.Person, hand.Question)).ShouldBe([(Ada, "Two?"), (Ben, null)]);
    }

    [Theory]
    [InlineData(140, null)]
    [InlineData(141, RoomRejection.QuestionInvalid)]
    public void RaiseHand_QuestionLength_IsCountedInGraphemes(int length, RoomRejection? expected)
    {
        var question = "👨‍👩‍👧‍👦" + new string('a', length - 1);

        Live().Ask(Guest, new RaiseHand(question)).Rejection.ShouldBe(expected);
    }

    [Fact]
    public void RaiseHand_QuestionOfTwoLines_IsRejected() =>
        Live().Ask(Guest, new RaiseHand("one\ntwo")).Rejection.ShouldBe(RoomRejection.QuestionInvalid);

    [Theory]
    [InlineData(HandPolicy.Everyone, false, null)]
    [InlineData(HandPolicy.Followed, false, RoomRejection.HandsForFollowed)]
    [InlineData(HandPolicy.Followed, true, null)]
    [InlineData(HandPolicy.Off, true, RoomRejection.HandsOff)]
    public void RaiseHand_Policy_DecidesWhoMay(HandPolicy policy, bool isFollowed, RoomRejection? expected)
    {
        var room = Live(new RoomSettings { HandPolicy = policy });

        room.Decide(Guest, new RaiseHand(null), isFollowed, Limits, Noon).Rejection.ShouldBe(expected);
    }

    [Fact]
    public void RaiseHand_QueueIsFull_IsRejected()
    {
        var limits = Limits with { HandsMax = 2 };
        var room = Live().Ask(Ada, new RaiseHand(null)).After().Ask(Ben, new RaiseHand(null)).After();

        room.Decide(Cem, new RaiseHand(null), false, limits, Noon).Rejection.ShouldBe(RoomRejection.HandsFull);
    }

    [Fact]
    public void ChangeSettings_HandsOff_TakesAllDown() =>
        Live().Ask(Ada, new RaiseHand(null)).After()
            .Ask(Owner, new ChangeSettings(null, HandPolicy.Off, null, null)).After()
            .ToView(0).Hands.ShouldBeEmpty();

    [Fact]
    public void LowerHand_OwnAndByAHost_TakesItDown()
    {
        var room = Live().Ask(Ada, new RaiseHand(null)).After().Ask(Ben, new RaiseHand(null)).After();

        var lowered = room.Ask(Ada, new LowerHand(null)).After().Ask(Owner, new LowerHand(Ben.Id)).After();

        lowered.Hands.Hands.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("guest", "ada", RoomRejection.NotHost)]
    [InlineData("owner", "ben", RoomRejection.HandNotRaised)]
    [InlineData("guest", null, RoomRejection.HandNotRaised)]
    public void LowerHand_NotAllowed_IsRejected(string actor, string? user, RoomRejection expected)
    {
        var room = Live().Ask(Ada, new RaiseHand(null)).After();

        room.Ask(Somebody(actor), new LowerHand(user is null ? null : new UserId(user))).Rejection.ShouldBe(expected);
    }

    [Fact]
    public void TakeStage_HandWasUp_TakesItDown() =>
        Live().Ask(Ada, new RaiseHand(null)).After().TakeStage(Ada, Limits, Noon).After().Hands.Hands.ShouldBeEmpty();

    [Theory]
    [InlineData(HandOrder.FirstComeFirstServed, "ada,ben,cem")]
    [InlineData(HandOrder.QuietFirst, "cem,ben,ada")] // their microphones were open for 0 s, 10 s, 60 s
    [InlineData(HandOrder.FirstTimersFirst, "cem,ada,ben")]
    public void Hands_Order_IsTheOneChosen(HandOrder order, string expected)
    {
        var room = Live(new RoomSettings { HandOrder = order })
            .TakeStage(Ada, Limits, Noon).After()
            .TakeStage(Ben, Limits, Noon).After()
            .SetMuted(Ben.Id, muted: true, Noon.AddSeconds(10)).After()
            .LeaveStage(Ada.Id, Noon.AddSeconds(60)).After()
            .LeaveStage(Ben.Id, Noon.AddSeconds(90)).After()
            .Ask(Ada, new RaiseHand(null)).After()
            .Ask(Ben, new RaiseHand(null)).After()
            .Ask(Cem, new RaiseHand(null)).After();

        string.Join(',', room.ToView(0).Hands.Select(hand => hand.Person.Handle)).ShouldBe(expected);
    }

    [Fact]
    public void Hands_NoTurnYet_WaitThreeMinutesPerPlace()
    {
        var room = Live().Ask(Ada, new RaiseHand(null)).After().Ask(Ben, new RaiseHand(null)).After();

        room.ToView(0).Hands.Select(hand => hand.EstimatedWait).ShouldBe([TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(6)]);
    }

    [Fact]
    public void Hands_TurnsWereTaken_WaitByTheirLength()
    {
        // Ada waits 60 s. Ben is called 20 s after her, and the new turn counts for a quarter: 60 - 40 / 4 = 50.
        var room = Live()
            .Ask(Ada, new RaiseHand(null)).After()
            .Ask(Ben, new RaiseHand(null)).After()
            .Ask(Cem, new RaiseHand(null)).After()
            .TakeStage(Ada, Limits, Noon.AddSeconds(60)).After()
            .TakeStage(Ben, Limits, Noon.AddSeconds(80)).After();

        room.ToView(0).Hands.ShouldHaveSingleItem().EstimatedWait.ShouldBe(TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void ClearHands_SomeGone_TakesTheirsDown()
    {
        var room = Live().Ask(Ada, new RaiseHand(null)).After().Ask(Ben, new RaiseHand(null)).After();

        room.ClearHands(user => user == Ada.Id, Noon).After().Hands.Hands.ShouldHaveSingleItem().Person.ShouldBe(Ben);
    }
}
