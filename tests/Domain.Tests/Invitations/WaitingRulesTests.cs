using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Invitations;

public sealed class WaitingRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InvitationOptions Options = new() { WaitingMax = 10 };
    private static readonly Waiting Ada = new("ada", "ticket", Now, LetInAt: null);

    [Theory]
    [InlineData("ada", null)]
    [InlineData("Ada", InvitationRejection.HandleInvalid)]
    public void CheckHandle_ByForm_IsThatOfAnAccount(string handle, InvitationRejection? expected) =>
        WaitingRules.CheckHandle(handle).ShouldBe(expected);

    [Theory]
    [InlineData("ticket", null)] // a repetition
    [InlineData("other", InvitationRejection.AlreadyWaiting)]
    public void CheckJoin_HandleOfSomebodyWhoWaits_IsForTheSameTicketOnly(string ticket, InvitationRejection? expected) =>
        WaitingRules.CheckJoin(Ada, ticket, 1, Options, Now).ShouldBe(expected);

    [Theory]
    [InlineData(14, 0, InvitationRejection.AlreadyWaiting)]
    [InlineData(14, 1, null)]
    public void CheckJoin_HandleOfSomebodyWhoWasLetIn_IsForfeitWhenTheInvitationRanOut(
        int days, int seconds, InvitationRejection? expected) =>
        WaitingRules.CheckJoin(Ada with { LetInAt = Now }, "other", 1, Options, Now.AddDays(days).AddSeconds(seconds))
            .ShouldBe(expected);

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, InvitationRejection.WaitingListFull)]
    public void CheckJoin_NewHandle_NeedsAPlace(long count, InvitationRejection? expected) =>
        WaitingRules.CheckJoin(null, "ticket", count, Options, Now).ShouldBe(expected);

    [Fact]
    public void CheckJoin_RepetitionOnAFullList_IsAccepted() =>
        WaitingRules.CheckJoin(Ada, "ticket", 10, Options, Now).ShouldBeNull();

    [Fact]
    public void CheckLetIn_SomebodyWhoWaits_IsAcceptedOfAnybody()
    {
        WaitingRules.CheckLetIn(Ada, new UserId("ben")).ShouldBeNull();
        WaitingRules.CheckLetIn(Ada, member: null).ShouldBeNull();
        WaitingRules.CheckLetIn(null, member: null).ShouldBe(InvitationRejection.NotWaiting);
    }

    [Fact]
    public void CheckLetIn_SomebodyWhoWasLetIn_LooksToAMemberAsIfNobodyWaited()
    {
        var letIn = Ada with { LetInAt = Now };

        WaitingRules.CheckLetIn(letIn, new UserId("ben")).ShouldBe(InvitationRejection.NotWaiting);
        WaitingRules.CheckLetIn(letIn, member: null).ShouldBeNull();
    }
}
