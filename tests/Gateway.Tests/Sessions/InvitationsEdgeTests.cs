using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// Invitations as seen by a network client. All tests of the class share one host, so each uses a handle of its own.
/// </summary>
public sealed class InvitationsEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static readonly Metadata Operator = new() { { "operator-key", GatewayHost.OperatorKey } };

    [Fact]
    public async Task CreateInvitation_TwiceWithOneKey_IsOneInvitationWithOneSecret()
    {
        var ada = await host.SignInAsync("invites_twice");
        var request = new CreateInvitationRequest { IdempotencyKey = "k1" };

        var first = await host.Invitations.CreateInvitationAsync(request, ada);
        var again = await host.Invitations.CreateInvitationAsync(request, ada);

        again.ShouldBe(first);
        first.Secret.Length.ShouldBe(26);
        first.Invitation.InvitationId.ShouldNotContain(first.Secret);
        (await host.Invitations.ListMyInvitationsAsync(new ListMyInvitationsRequest(), ada)).Remaining.ShouldBe(1u);
    }

    [Fact]
    public async Task CreateInvitation_TheThirdOfTwo_IsRefused()
    {
        var ada = await host.SignInAsync("invites_thrice");
        await host.Invitations.CreateInvitationAsync(new CreateInvitationRequest(), ada);
        await host.Invitations.CreateInvitationAsync(new CreateInvitationRequest { Kind = InvitationKind.Code }, ada);

        (await RefusalOf(async () => await host.Invitations.CreateInvitationAsync(new CreateInvitationRequest(), ada)))
            .ShouldBe("no_invitations_left");
    }

    [Theory]
    [InlineData(InvitationKind.Ticket)]
    [InlineData((InvitationKind)9)]
    public async Task CreateInvitation_OfAKindThatNobodyMayMake_IsRefused(InvitationKind kind)
    {
        var ada = await host.SignInAsync("invites_oddly");

        (await RefusalOf(
            async () => await host.Invitations.CreateInvitationAsync(new CreateInvitationRequest { Kind = kind }, ada)))
            .ShouldBe("value_unknown");
    }

    [Fact]
    public async Task RevokeInvitation_OfSomebodyElse_LooksLikeOneThatIsNot()
    {
        var made = await host.Invitations.CreateInvitationAsync(
            new CreateInvitationRequest(), await host.SignInAsync("invites_owner"));
        var other = await host.SignInAsync("invites_other");

        var others = await Should.ThrowAsync<RpcException>(async () => await host.Invitations.RevokeInvitationAsync(
            new RevokeInvitationRequest { InvitationId = made.Invitation.InvitationId }, other));
        var nobodys = await Should.ThrowAsync<RpcException>(async () => await host.Invitations.RevokeInvitationAsync(
            new RevokeInvitationRequest { InvitationId = "none" }, other));

        others.Status.ShouldBe(nobodys.Status);
        others.Trailers.GetValue("refusal-code").ShouldBe("invitation_not_found");
    }

    /// <summary>
    /// Attack row A10: five attempts a minute from one address, and the answer does not say what is wrong with a code.
    /// </summary>
    [Fact]
    public async Task SignUp_GuessingCodes_IsStoppedAfterFive()
    {
        var codes = new List<string?>();
        for (var guess = 0; guess < 7; guess++)
        {
            var request = new SignUpRequest
            {
                Handle = $"guesser{guess}", Password = "correct horse", DisplayName = "Guesser",
                Invitation = $"0000-0000-000{guess}",
            };
            codes.Add(await RefusalOf(async () => await host.Accounts.SignUpAsync(request)));
        }

        codes.ShouldBe([.. Enumerable.Repeat("invitation_invalid", 5), .. Enumerable.Repeat("rate_limited", 2)]);
    }

    [Fact]
    public async Task JoinWaitingList_ThenLetIn_TheTicketTellsSo()
    {
        var waiting = await host.Invitations.JoinWaitingListAsync(new JoinWaitingListRequest { Handle = "Waiter" });
        waiting.Place.LetInAtUnixMs.ShouldBe(0);

        await host.Invitations.LetInAsync(new LetInRequest { Handle = "waiter" }, Operator);

        var place = await host.Invitations.GetWaitingPlaceAsync(new GetWaitingPlaceRequest { Ticket = waiting.Ticket });
        place.LetInAtUnixMs.ShouldBeGreaterThan(0);
        (await host.Invitations.ListWaitingAsync(new ListWaitingRequest(), Operator)).Places
            .ShouldContain(other => other.Handle == "waiter");
    }

    [Fact]
    public async Task GetWaitingPlace_WithoutTheTicket_IsRefused() =>
        (await RefusalOf(
            async () => await host.Invitations.GetWaitingPlaceAsync(new GetWaitingPlaceRequest { Ticket = "waiter" })))
            .ShouldBe("not_waiting");

    [Fact]
    public async Task InviteFromWaitingList_NobodyThere_IsRefused()
    {
        var ada = await host.SignInAsync("invites_nobody");

        (await RefusalOf(async () => await host.Invitations.InviteFromWaitingListAsync(
            new InviteFromWaitingListRequest { Handle = "nobody" }, ada))).ShouldBe("not_waiting");
    }

    [Fact]
    public async Task OperatorCalls_WithAMembersToken_AreRefused()
    {
        var ada = await host.SignInAsync("invites_operator");

        (await RefusalOf(async () => await host.Invitations.LetInAsync(new LetInRequest { Handle = "x" }, ada)))
            .ShouldBe("operator_key_wrong");
        (await RefusalOf(async () => await host.Invitations.PauseBranchAsync(new PauseBranchRequest(), ada)))
            .ShouldBe("operator_key_wrong");
    }

    [Theory]
    [InlineData(0, "k", "grant_invalid")]
    [InlineData(51, "k", "grant_invalid")]
    [InlineData(1, "", "grant_invalid")]
    [InlineData(1, "k", "member_unknown")]
    public async Task GrantInvitations_OutOfBoundsOrToNobody_IsRefused(uint count, string key, string code)
    {
        var userId = code == "member_unknown" ? "nobody" : People.Ada.Id.Value;
        var request = new GrantInvitationsRequest { UserId = userId, Count = count, IdempotencyKey = key };

        (await RefusalOf(async () => await host.Invitations.GrantInvitationsAsync(request, Operator))).ShouldBe(code);
    }

    private static async Task<string?> RefusalOf(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");
}
