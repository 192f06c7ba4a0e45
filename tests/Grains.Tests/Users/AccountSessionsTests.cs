using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Grains.Tests.Users;

public sealed class SqliteAccountSessionsTests(SqliteTestDatabase database)
    : AccountSessionsTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlAccountSessionsTests(PostgreSqlTestDatabase database)
    : AccountSessionsTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class AccountSessionsTests(TestDatabase database) : IAsyncLifetime
{
    private const string Password = "correct horse";
    private const string OtherPassword = "battery staple";

    private AccountCluster cluster = null!;

    private IAccountGrain Ada => cluster.Account("ada");

    public async Task InitializeAsync() => cluster = await database.AccountsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Refresh_TheNewestToken_RenewsTheSameSession()
    {
        var first = await SignUpAsync();

        var second = (await Ada.RefreshAsync(first.RefreshToken!)).Session.ShouldNotBeNull();
        var third = (await Ada.RefreshAsync(second.RefreshToken!)).Session.ShouldNotBeNull();

        third.SessionId.ShouldBe(first.SessionId);
        new[] { first, second, third }.Select(session => session.RefreshToken).ShouldBeUnique();
    }

    [Fact]
    public async Task Refresh_AUsedToken_RevokesTheWholeSession()
    {
        var first = await SignUpAsync();
        var second = (await Ada.RefreshAsync(first.RefreshToken!)).Session.ShouldNotBeNull();
        cluster.Time.Advance(TimeSpan.FromSeconds(10));

        (await Ada.RefreshAsync(first.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);

        (await Ada.RefreshAsync(second.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);
        (await RevokedAsync()).ShouldBe([first.SessionId]);
    }

    [Fact]
    public async Task Refresh_TheTokenBeforeWithinTenSeconds_BuysTheSamePairAgain()
    {
        var first = await SignUpAsync();
        var second = (await Ada.RefreshAsync(first.RefreshToken!)).Session.ShouldNotBeNull();
        cluster.Time.Advance(TimeSpan.FromSeconds(9));

        (await Ada.RefreshAsync(first.RefreshToken!)).Session.ShouldBe(second);

        (await Ada.RefreshAsync(second.RefreshToken!)).IsAccepted.ShouldBeTrue();
        (await RevokedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refresh_TheTokenBeforeAfterTheNextOneWasUsed_RevokesTheWholeSession()
    {
        var first = await SignUpAsync();
        var second = (await Ada.RefreshAsync(first.RefreshToken!)).Session.ShouldNotBeNull();
        await Ada.RefreshAsync(second.RefreshToken!);

        (await Ada.RefreshAsync(first.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);

        (await RevokedAsync()).ShouldBe([first.SessionId]);
    }

    [Fact]
    public async Task FindSession_TheNewestToken_NamesTheSessionAndIsNotUsedUp()
    {
        var session = await SignUpAsync();

        var found = await Ada.FindSessionAsync(session.RefreshToken!);

        found.Person!.Handle.ShouldBe("ada");
        found.Session.ShouldBe(session with { RefreshToken = null });
        (await Ada.RefreshAsync(session.RefreshToken!)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task FindSession_AUsedToken_IsRefusedAndEndsNothing()
    {
        var first = await SignUpAsync();
        await Ada.RefreshAsync(first.RefreshToken!);
        cluster.Time.Advance(TimeSpan.FromMinutes(1));

        (await Ada.FindSessionAsync(first.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);
        (await Ada.FindSessionAsync("ada.x.y.z")).Rejection.ShouldBe(AccountRejection.RefreshInvalid);

        (await RevokedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindPerson_OfAnAccount_IsItsPersonUntilItIsDeleted()
    {
        (await Ada.FindPersonAsync()).ShouldBeNull();
        await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!;

        (await Ada.FindPersonAsync())!.Id.ShouldBe(ada.Id);

        (await Ada.DeleteAsync(ada.Id, Password)).IsAccepted.ShouldBeTrue();
        (await Ada.FindPersonAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_AnotherAccountsToken_IsRejectedAndEndsNothing()
    {
        var ada = await SignUpAsync();
        await cluster.Account("ben").SignUpAsync(Password, "Ben", null);

        (await cluster.Account("ben").RefreshAsync(ada.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);

        (await Ada.RefreshAsync(ada.RefreshToken!)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_AfterThirtyDaysAway_IsRejected()
    {
        var session = await SignUpAsync();

        cluster.Time.Advance(TimeSpan.FromDays(30));

        (await Ada.RefreshAsync(session.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);
    }

    [Fact]
    public async Task Refresh_TenAtOnceWithOneToken_RenewsOnceAndAnswersAllAlike()
    {
        var session = await SignUpAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Ada.RefreshAsync(session.RefreshToken!)));

        replies.Select(reply => reply.Session.ShouldNotBeNull().RefreshToken).Distinct().ShouldHaveSingleItem()
            .ShouldNotBe(session.RefreshToken);
        (await RevokedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListSessions_OfTheActor_AreThoseThatGoOnTheNewestFirst()
    {
        var first = await SignUpAsync();
        var ended = await Ada.SignInAsync(Password);
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        var last = await Ada.SignInAsync(Password);
        await Ada.SignOutAsync(ended.Person!.Id, ended.Session!.SessionId);
        await Ada.RefreshAsync(first.RefreshToken!);

        var sessions = await Ada.ListSessionsAsync(ended.Person!.Id);

        sessions.Select(session => session.SessionId).ShouldBe([last.Session!.SessionId, first.SessionId]);
        (sessions[1].RenewedAt - sessions[1].CreatedAt).ShouldBe(TimeSpan.FromMinutes(1));
        (await Ada.ListSessionsAsync((await cluster.Account("ben").SignUpAsync(Password, "Ben", null)).Person!.Id))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task SignOut_OneOfTwoSessions_EndsOnlyThatOne()
    {
        var first = await SignUpAsync();
        var reply = await Ada.SignInAsync(Password);
        var second = reply.Session.ShouldNotBeNull();

        await Ada.SignOutAsync(reply.Person!.Id, first.SessionId);

        (await Ada.RefreshAsync(first.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);
        (await Ada.RefreshAsync(second.RefreshToken!)).IsAccepted.ShouldBeTrue();
        (await RevokedAsync()).ShouldBe([first.SessionId]);
    }

    [Fact]
    public async Task SignOut_BySomebodyElse_EndsNothing()
    {
        var session = await SignUpAsync();
        var ben = (await cluster.Account("ben").SignUpAsync(Password, "Ben", null)).Person!.Id;

        await Ada.SignOutAsync(ben, session.SessionId);

        (await Ada.RefreshAsync(session.RefreshToken!)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task SignOutEverywhere_SeveralSessions_EndsAll()
    {
        var first = await SignUpAsync();
        var reply = await Ada.SignInAsync(Password);

        await Ada.SignOutEverywhereAsync(reply.Person!.Id);

        (await RevokedAsync()).ShouldBe([first.SessionId, reply.Session!.SessionId], ignoreOrder: true);
        (await Ada.SignInAsync(Password)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task RevokeAll_ForTheOperator_EndsAlsoAMintedSession()
    {
        var bot = await cluster.Account("bot").MintAsync("Bot");

        await cluster.Sessions.RevokeAllAsync(bot.Person!.Id);

        (await RevokedAsync()).ShouldBe([bot.Session!.SessionId]);
    }

    [Fact]
    public async Task SignIn_TheTwentyFirstSession_EndsTheOldest()
    {
        var oldest = await SignUpAsync();
        for (var session = 0; session < 20; session++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await Ada.SignInAsync(Password);
        }

        (await RevokedAsync()).ShouldBe([oldest.SessionId]);
    }

    [Fact]
    public async Task ChangePassword_WithTheOldOne_EndsEveryOtherSession()
    {
        var first = await SignUpAsync();
        var reply = await Ada.SignInAsync(Password);

        (await Ada.ChangePasswordAsync(reply.Person!.Id, reply.Session!.SessionId, Password, OtherPassword)).IsAccepted
            .ShouldBeTrue();

        (await RevokedAsync()).ShouldBe([first.SessionId]);
        (await Ada.SignInAsync(Password)).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        (await Ada.SignInAsync(OtherPassword)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task ChangePassword_WithAWrongOne_ChangesNothingAndCounts()
    {
        var session = await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;
        for (var attempt = 0; attempt < AccountBounds.WrongPasswordsMax; attempt++)
        {
            (await Ada.ChangePasswordAsync(ada, session.SessionId, "wrong password", OtherPassword))
                .Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        }

        (await Ada.SignInAsync(Password)).Rejection.ShouldBe(AccountRejection.LockedOut);
    }

    [Fact]
    public async Task ChangePassword_ToAShortOne_IsRejected()
    {
        var session = await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;

        (await Ada.ChangePasswordAsync(ada, session.SessionId, Password, "short")).Rejection.ShouldBe(
            AccountRejection.PasswordInvalid);
    }

    [Fact]
    public async Task Delete_WithThePassword_EndsSessionsAndErases()
    {
        var session = await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;

        (await Ada.DeleteAsync(ada, Password)).IsAccepted.ShouldBeTrue();

        (await Ada.SignInAsync(Password)).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        (await Ada.RefreshAsync(session.RefreshToken!)).Rejection.ShouldBe(AccountRejection.RefreshInvalid);
        (await RevokedAsync()).ShouldContain(session.SessionId);
        (await Ada.ExportAsync(ada)).ShouldBeNull();
        cluster.Data.Erased.ShouldBe([ada]);
    }

    [Fact]
    public async Task Delete_WithAWrongPassword_IsRejected()
    {
        await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;

        (await Ada.DeleteAsync(ada, "wrong password")).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        (await Ada.SignInAsync(Password)).IsAccepted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(29, AccountRejection.HandleTaken)]
    [InlineData(30, null)]
    public async Task SignUp_WithTheHandleOfADeletedAccount_HasToWaitThirtyDays(int days, AccountRejection? expected)
    {
        await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;
        await Ada.DeleteAsync(ada, Password);
        cluster.Time.Advance(TimeSpan.FromDays(days));

        var reply = await Ada.SignUpAsync(Password, "Another Ada", null);

        reply.Rejection.ShouldBe(expected);
        reply.Person?.Id.ShouldNotBe(ada);
    }

    [Fact]
    public async Task Mint_TheHandleOfADeletedAccount_IsRejected()
    {
        await SignUpAsync();
        await Ada.DeleteAsync((await Ada.SignInAsync(Password)).Person!.Id, Password);

        (await Ada.MintAsync("Bot")).Rejection.ShouldBe(AccountRejection.HandleTaken);
    }

    [Fact]
    public async Task Delete_WhileAStoreIsDown_LetsNobodyInAndCompletesLater()
    {
        await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;
        cluster.Data.IsBroken = true;
        await Should.ThrowAsync<IOException>(() => Ada.DeleteAsync(ada, Password));
        (await Ada.SignInAsync(Password)).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        cluster.Data.IsBroken = false;

        (await Ada.DeleteAsync(ada, Password)).IsAccepted.ShouldBeTrue();

        cluster.Data.Erased.ShouldBe([ada]);
    }

    [Fact]
    public async Task Export_OfAnAccount_HasEverySubjectAndNoSecret()
    {
        await SignUpAsync();
        var ada = (await Ada.SignInAsync(Password)).Person!.Id;

        var text = (await Ada.ExportAsync(ada)).ShouldNotBeNull();

        var export = JsonNode.Parse(text)!.AsObject();
        export["account"]!["displayName"]!.GetValue<string>().ShouldBe("Ada");
        export["sessions"]!.AsArray().Count.ShouldBe(2);
        export["invitations"]!["remaining"]!.GetValue<int>().ShouldBe(2);
        export["profile"]!["displayName"]!.GetValue<string>().ShouldBe("Ada");
        export["elsewhere"]!["of"]!.GetValue<string>().ShouldBe(ada.Value);
        text.ShouldNotContain("hash", Case.Insensitive);
    }

    [Fact]
    public async Task Export_BySomebodyElse_IsNothing()
    {
        await SignUpAsync();
        var ben = (await cluster.Account("ben").SignUpAsync(Password, "Ben", null)).Person!.Id;

        (await Ada.ExportAsync(ben)).ShouldBeNull();
    }

    private async Task<SessionGrant> SignUpAsync() => (await Ada.SignUpAsync(Password, "Ada", null)).Session.ShouldNotBeNull();

    private async Task<IEnumerable<string>> RevokedAsync() =>
        (await cluster.Sessions.RevokedSinceAsync(DateTimeOffset.UnixEpoch)).Select(session => session.SessionId);
}
