using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Invitations;

/// <summary>What participation in a room earns, by the product's rules.</summary>
public sealed class EarningsTests
{
    private static readonly Person Third = Somebody("third");
    private static readonly IList<EarningRule> Rules = new InvitationOptions().Earning;

    // The number of people on stage beside the owner, the minutes that their microphones were open, and the room's length in
    // minutes.
    [Theory]
    [InlineData(2, 10, 30, "owner hosted/2026-W01, guest spoke/2026-01, third spoke/2026-01")]
    [InlineData(2, 9, 30, "owner hosted/2026-W01")]
    [InlineData(2, 10, 29, "guest spoke/2026-01, third spoke/2026-01")]
    [InlineData(1, 10, 60, "guest spoke/2026-01")]
    [InlineData(0, 0, 600, "")]
    public void Of_ARoomThatEnded_CreditsWhatTheRulesSay(int guests, int spokenMinutes, int minutes, string credited)
    {
        var room = Live().TakeStage(Owner, Limits, Noon).After();
        foreach (var guest in new[] { Guest, Third }.Take(guests))
        {
            room = room.TakeStage(guest, Limits, Noon).After();
            room = room.LeaveStage(guest.Id, Noon.AddMinutes(spokenMinutes)).After();
        }

        room = room.End(Owner.Id, Noon.AddMinutes(minutes)).After();

        var earned = Earnings.Of(room, Rules);
        string.Join(", ", earned.Select(earning => $"{earning.User} {earning.Occasion}").Order(StringComparer.Ordinal))
            .ShouldBe(string.Join(", ", credited.Split(", ").Order(StringComparer.Ordinal)));
        earned.ShouldAllBe(earning => earning.Count == 1);
    }

    [Fact]
    public void Of_AMicrophoneThatWasOpenAtTheEnd_CountsUpToTheEnd()
    {
        var room = Live().TakeStage(Owner, Limits, Noon).After().TakeStage(Guest, Limits, Noon).After();

        room = room.End(Owner.Id, Noon.AddMinutes(10)).After();

        Earnings.Of(room, Rules).ShouldHaveSingleItem().User.ShouldBe(Guest.Id);
    }

    [Fact]
    public void Of_AMutedMicrophone_EarnsNothing()
    {
        var room = Live().TakeStage(Owner, Limits, Noon).After().TakeStage(Guest, Limits, Noon).After();
        room = room.SetMuted(Guest.Id, true, Noon.AddMinutes(1)).After();

        Earnings.Of(room.End(Owner.Id, Noon.AddMinutes(100)).After(), Rules).ShouldBeEmpty();
    }

    [Fact]
    public void Of_ALiveRoom_IsNothingYet() =>
        Earnings.Of(Live().TakeStage(Guest, Limits, Noon).After(), Rules).ShouldBeEmpty();

    [Fact]
    public void Of_NoRules_IsNothing()
    {
        var room = Live().TakeStage(Owner, Limits, Noon).After().TakeStage(Guest, Limits, Noon).After();

        Earnings.Of(room.End(Owner.Id, Noon.AddHours(1)).After(), []).ShouldBeEmpty();
    }

    // 2026-01-02 is in the first week of 2026; the first days of 2027 are in the 53rd week of 2026.
    [Theory]
    [InlineData(2026, 1, 4, "hosted/2026-W01")]
    [InlineData(2026, 1, 5, "hosted/2026-W02")]
    [InlineData(2027, 1, 3, "hosted/2026-W53")]
    public void Of_HostedInAWeek_NamesTheIsoWeek(int year, int month, int day, string occasion)
    {
        var ended = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero);
        var room = Room.Create(Id, Command(), Limits, ended.AddHours(-1)).After();
        foreach (var guest in new[] { Guest, Third })
        {
            room = room.TakeStage(guest, Limits, ended.AddHours(-1)).After();
        }

        Earnings.Of(room.End(Owner.Id, ended).After(), Rules)
            .Single(earning => earning.User == Owner.Id).Occasion
            .ShouldBe(occasion);
    }

    // Several rooms in a week credit a host once, and a ledger recognises the repetition.
    [Fact]
    public void Earn_TheSameOccasionAgain_CreditsNothing()
    {
        var options = new InvitationOptions();
        var ledger = InvitationLedger.Closed.Open(null, options).Earn("hosted/2026-W01", 1, options).Next!;

        ledger.Earn("hosted/2026-W01", 1, options).Next.ShouldBeSameAs(ledger);
        ledger.RemainingAt(Noon).ShouldBe(options.StartingGrant + 1);
    }
}
