using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Invitations;

public sealed class SqliteInvitationsTests(
    SqliteTestDatabase database) : InvitationsTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlInvitationsTests(PostgreSqlTestDatabase database)
    : InvitationsTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Admission to a server where people join by invitation only.</summary>
public abstract class InvitationsTests(TestDatabase database) : IAsyncLifetime
{
    private const string Password = "correct horse";

    private AccountCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await database.AccountsAsync(SignUpPolicy.Invitation);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SignUp_WithoutAnInvitation_IsRejected() =>
        (await cluster.Account("ada").SignUpAsync(Password, "Ada", null)).Rejection.ShouldBe(AccountRejection.InvitationRequired);

    [Fact]
    public async Task SignUp_WithAMembersInvitation_CreditsTwoAndSpendsOneOfTheInviter()
    {
        var ada = await FirstMemberAsync("ada");
        var key = await InviteAsync(ada);

        var ben = (await cluster.Account("ben").SignUpAsync(Password, "Ben", key)).Person.ShouldNotBeNull();

        (await cluster.Ledger(ben.Id).ListAsync(10, null)).Remaining.ShouldBe(2);
        var page = await cluster.Ledger(ada).ListAsync(10, null);
        page.Remaining.ShouldBe(1);
        page.Invitations.ShouldHaveSingleItem().AcceptedBy.ShouldBe(ben.Id);
    }

    [Fact]
    public async Task SignUp_UnknownUsedRevokedExpiredOrPaused_LookAlike()
    {
        var ada = await FirstMemberAsync("ada");
        var eve = await FirstMemberAsync("eve");
        var used = await InviteAsync(ada);
        await cluster.Account("ben").SignUpAsync(Password, "Ben", used);
        var revoked = await InviteAsync(ada);
        await cluster.Ledger(ada).RevokeAsync(revoked);
        var expired = await InviteAsync(ada);
        cluster.Time.Advance(TimeSpan.FromDays(14));
        var paused = await InviteAsync(eve);
        await cluster.Ledger(eve).SetPausedAsync(true);

        foreach (var key in new[] { NewKey(), used, revoked, expired, paused })
        {
            (await cluster.Account("mallory").SignUpAsync(Password, "Mallory", key)).Rejection.ShouldBe(
                AccountRejection.InvitationInvalid);
        }

        // A refused sign-up leaves nothing behind that reserves the handle.
        var invited = await InviteAsync(ada);
        (await cluster.Account("mallory").SignUpAsync(Password, "Mallory", invited)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task SignUp_AHundredAtOnceWithOneInvitation_ExactlyOneGetsIn()
    {
        var key = await InviteAsync(await FirstMemberAsync("ada"));

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(taker => cluster.Account($"taker{taker}").SignUpAsync(Password, "Taker", key)));

        replies.Count(reply => reply.IsAccepted).ShouldBe(1);
        replies.Where(reply => !reply.IsAccepted).ShouldAllBe(reply => reply.Rejection == AccountRejection.InvitationInvalid);
    }

    [Fact]
    public async Task SignUp_HandleTaken_DoesNotSpendTheInvitation()
    {
        var key = await InviteAsync(await FirstMemberAsync("ada"));

        (await cluster.Account("ada").SignUpAsync(Password, "Ada", key)).Rejection.ShouldBe(AccountRejection.HandleTaken);

        (await cluster.Account("ben").SignUpAsync(Password, "Ben", key)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task SignUp_ThroughABranchPausedFurtherUp_IsHeldBackUntilItGoesOn()
    {
        var ada = await FirstMemberAsync("ada");
        var ben = (await cluster.Account("ben").SignUpAsync(Password, "Ben", await InviteAsync(ada))).Person!.Id;
        var cleo = (await cluster.Account("cleo").SignUpAsync(Password, "Cleo", await InviteAsync(ben))).Person!.Id;
        var key = await InviteAsync(cleo);
        var outside = await InviteAsync(await FirstMemberAsync("eve"));
        await cluster.Ledger(ada).SetPausedAsync(true);

        (await cluster.Account("dora").SignUpAsync(Password, "Dora", key)).Rejection.ShouldBe(AccountRejection.InvitationInvalid);
        (await cluster.Account("fay").SignUpAsync(Password, "Fay", outside)).IsAccepted.ShouldBeTrue();

        await cluster.Ledger(ada).SetPausedAsync(false);
        (await cluster.Account("dora").SignUpAsync(Password, "Dora", key)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Delete_AMemberInTheMiddle_EndsTheirInvitationsAndKeepsThePauseAboveWorking()
    {
        var ada = await FirstMemberAsync("ada");
        var ben = (await cluster.Account("ben").SignUpAsync(Password, "Ben", await InviteAsync(ada))).Person!.Id;
        var cleo = (await cluster.Account("cleo").SignUpAsync(Password, "Cleo", await InviteAsync(ben))).Person!.Id;
        var ofBen = await InviteAsync(ben);
        var ofCleo = await InviteAsync(cleo);

        await cluster.Account("ben").DeleteAsync(ben, Password);
        await cluster.Ledger(ada).SetPausedAsync(true);

        (await cluster.Account("dora").SignUpAsync(Password, "Dora", ofBen)).Rejection.ShouldBe(
            AccountRejection.InvitationInvalid);
        (await cluster.Account("dora").SignUpAsync(Password, "Dora", ofCleo)).Rejection.ShouldBe(
            AccountRejection.InvitationInvalid);
    }

    [Fact]
    public async Task Earn_ForTheSameOccasionTwice_CountsOnce()
    {
        var ada = await FirstMemberAsync("ada");

        await cluster.Ledger(ada).EarnAsync("hosted", 3);
        (await cluster.Ledger(ada).EarnAsync("hosted", 3)).Value!.Remaining.ShouldBe(5);
    }

    [Fact]
    public async Task List_ByPage_ShowsEachOnceNewestFirst()
    {
        var ada = await FirstMemberAsync("ada");
        await cluster.Ledger(ada).EarnAsync("hosted", 3);
        var made = new List<string>();
        for (var invitation = 0; invitation < 5; invitation++)
        {
            made.Insert(0, await InviteAsync(ada));
        }

        var shown = new List<string>();
        string? next = null;
        do
        {
            var page = await cluster.Ledger(ada).ListAsync(2, next);
            shown.AddRange(page.Invitations.Select(invitation => invitation.Key));
            next = page.NextPageToken;
        }
        while (next is not null);

        shown.ShouldBe(made);
    }

    [Fact]
    public async Task LetIn_ByTheOperator_MakesTheTicketAnInvitation()
    {
        var ticket = NewKey();
        await cluster.WaitingList.JoinAsync("ada", ticket);
        (await cluster.Account("ada").SignUpAsync(Password, "Ada", ticket)).Rejection.ShouldBe(
            AccountRejection.InvitationInvalid);

        (await cluster.WaitingList.LetInAsync("ada", member: null)).Value!.LetInAt.ShouldNotBeNull();

        (await cluster.Account("ada").SignUpAsync(Password, "Ada", ticket)).IsAccepted.ShouldBeTrue();
        (await cluster.WaitingList.GetAsync(ticket)).Rejection.ShouldBe(InvitationRejection.NotWaiting);
    }

    [Fact]
    public async Task LetIn_ByAnAcquaintance_CostsOneOfTheirInvitations()
    {
        var ada = await FirstMemberAsync("ada");
        var ticket = NewKey();
        await cluster.WaitingList.JoinAsync("ben", ticket);

        (await cluster.WaitingList.LetInAsync("ben", ada)).IsAccepted.ShouldBeTrue();

        (await cluster.Ledger(ada).ListAsync(10, null)).Remaining.ShouldBe(1);
        (await cluster.Account("benjamin").SignUpAsync(Password, "Ben", ticket)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task LetIn_ByAMemberWithoutInvitations_IsRejectedAndTheyGoOnWaiting()
    {
        var ada = await FirstMemberAsync("ada");
        await InviteAsync(ada);
        await InviteAsync(ada);
        var ticket = NewKey();
        await cluster.WaitingList.JoinAsync("ben", ticket);

        (await cluster.WaitingList.LetInAsync("ben", ada)).Rejection.ShouldBe(InvitationRejection.NoneLeft);

        (await cluster.WaitingList.GetAsync(ticket)).Value!.LetInAt.ShouldBeNull();
    }

    [Fact]
    public async Task LetIn_TwiceByTheOperator_IsTheSamePlace()
    {
        await cluster.WaitingList.JoinAsync("ada", NewKey());

        var first = await cluster.WaitingList.LetInAsync("ada", member: null);
        cluster.Time.Advance(TimeSpan.FromHours(1));

        (await cluster.WaitingList.LetInAsync("ada", member: null)).ShouldBe(first);
    }

    [Fact]
    public async Task LetIn_NobodyWaiting_IsRejected() =>
        (await cluster.WaitingList.LetInAsync("nobody", member: null)).Rejection.ShouldBe(InvitationRejection.NotWaiting);

    [Fact]
    public async Task Join_AHandleThatSomebodyWaitsUnder_IsRejected()
    {
        await cluster.WaitingList.JoinAsync("ada", NewKey());

        (await cluster.WaitingList.JoinAsync("ada", NewKey())).Rejection.ShouldBe(InvitationRejection.AlreadyWaiting);
    }

    [Fact]
    public async Task Join_TenAtOnceUnderOneHandle_ExactlyOneWaits()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.WaitingList.JoinAsync("ada", NewKey())));

        replies.Count(reply => reply.IsAccepted).ShouldBe(1);
        replies.Count(reply => reply.Rejection == InvitationRejection.AlreadyWaiting).ShouldBe(9);
    }

    [Fact]
    public async Task Join_AfterSomebodyWasLetInAndNeverCame_TakesTheHandle()
    {
        await cluster.WaitingList.JoinAsync("ada", NewKey());
        await cluster.WaitingList.LetInAsync("ada", member: null);

        cluster.Time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));

        (await cluster.WaitingList.JoinAsync("ada", NewKey())).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Join_AHandleThatIsNone_IsRejected() =>
        (await cluster.WaitingList.JoinAsync("Ada L.", NewKey())).Rejection.ShouldBe(InvitationRejection.HandleInvalid);

    [Fact]
    public async Task List_OfThoseWhoWait_LongestFirstByPageWithoutThoseLetIn()
    {
        foreach (var handle in new[] { "ann", "bob", "cid", "dan" })
        {
            await cluster.WaitingList.JoinAsync(handle, NewKey());
            cluster.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await cluster.WaitingList.LetInAsync("bob", member: null);
        var first = await cluster.WaitingList.ListAsync(2, null);
        var second = await cluster.WaitingList.ListAsync(2, first.NextPageToken);

        first.Places.Select(place => place.Handle).ShouldBe(["ann", "cid"]);
        second.Places.Select(place => place.Handle).ShouldBe(["dan"]);
        second.NextPageToken.ShouldBeNull();
    }

    private static string NewKey() => InvitationSecret.KeyOf(Identifiers.NewId());

    // The operator admits the first member from the waiting list.
    private async Task<UserId> FirstMemberAsync(string handle)
    {
        var ticket = NewKey();
        await cluster.WaitingList.JoinAsync(handle, ticket);
        await cluster.WaitingList.LetInAsync(handle, member: null);
        return (await cluster.Account(handle).SignUpAsync(Password, handle, ticket)).Person.ShouldNotBeNull().Id;
    }

    private async Task<string> InviteAsync(UserId member) =>
        (await cluster.Ledger(member).IssueAsync(NewKey(), InvitationKind.Link)).Value.ShouldNotBeNull().Key;
}
