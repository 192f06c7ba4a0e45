using AudioRooms.Contracts;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Safety;

public sealed class AccountSafetyOnSqliteTests(SqliteTestDatabase database)
    : AccountSafetyTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class AccountSafetyOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : AccountSafetyTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class AccountSafetyTests(TestDatabase database) : IAsyncLifetime
{
    private const string Password = "correct horse";

    private AccountCluster cluster = null!;

    private IAccountGrain Ada => cluster.Account("ada");

    private DateTimeOffset Tomorrow => cluster.Time.GetUtcNow().AddDays(1);

    public async Task InitializeAsync() => cluster = await database.AccountsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task GetStanding_OfAnybody_IsGood()
    {
        var ada = await SignUpAsync();

        (await Safety(ada).GetStandingAsync()).ShouldBe(AccountStanding.Good);
    }

    [Fact]
    public async Task Suspend_SignedInPerson_EndsTheSessionsAndRefusesNewOnes()
    {
        var ada = await SignUpAsync();

        (await Safety(ada).SuspendAsync(SafetyActor.KeyHolder, Tomorrow, "spam")).IsAccepted.ShouldBeTrue();

        (await cluster.Sessions.RevokedSinceAsync(DateTimeOffset.MinValue)).Select(session => session.SessionId)
            .ShouldContain(ada.Session!.SessionId);
        var refused = await Ada.SignInAsync(Password);
        refused.Rejection.ShouldBe(AccountRejection.Suspended);
        refused.Until.ShouldBe(Tomorrow);
        (await Ada.RefreshAsync(ada.Session!.RefreshToken!)).Rejection.ShouldBe(AccountRejection.Suspended);
    }

    [Fact]
    public async Task SignIn_SuspendedButWrongPassword_DoesNotTellThatItIsSuspended()
    {
        await Safety(await SignUpAsync()).SuspendAsync(SafetyActor.KeyHolder, null, "spam");

        (await Ada.SignInAsync("battery staple")).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public async Task Mint_SuspendedSyntheticUser_IsRefused()
    {
        var robot = (await cluster.Account("robot").MintAsync("Robot")).Person.ShouldNotBeNull();
        await cluster.Safety(robot.Id).SuspendAsync(SafetyActor.KeyHolder, null, "noise");

        (await cluster.Account("robot").MintAsync("Robot")).Rejection.ShouldBe(AccountRejection.Suspended);
    }

    [Fact]
    public async Task Suspend_UntilATime_EndsByTheClockAlone()
    {
        var ada = await SignUpAsync();
        await Safety(ada).SuspendAsync(SafetyActor.KeyHolder, Tomorrow, "spam");

        cluster.Time.Advance(TimeSpan.FromDays(1));

        (await Safety(ada).GetStandingAsync()).ShouldBe(AccountStanding.Good);
        (await Ada.SignInAsync(Password)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Reinstate_SuspendedForGood_LetsThePersonSignIn()
    {
        var ada = await SignUpAsync();
        await Safety(ada).SuspendAsync(SafetyActor.KeyHolder, null, "spam");

        (await Safety(ada).ReinstateAsync(SafetyActor.KeyHolder, "a mistake")).Value.ShouldBe(AccountStanding.Good);

        (await Ada.SignInAsync(Password)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Suspend_ByAPeerOfTrustAndSafety_IsOutrankedAndNotAudited()
    {
        var ada = await SignUpAsync();
        await Safety(ada).SetPowerAsync(SafetyActor.KeyHolder, AccountPower.TrustAndSafety, "hired");
        var before = await cluster.Audit.VerifyAsync(null);

        var reply = await Safety(ada).SuspendAsync(
            SafetyActor.Of(new UserId(Identifiers.NewId()), AccountPower.TrustAndSafety), null, "a quarrel");

        reply.Rejection.ShouldBe(SafetyRejection.Outranked);
        (await cluster.Audit.VerifyAsync(null)).Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task Suspend_Nobody_IsUnknown() =>
        (await cluster.Safety(new UserId(Identifiers.NewId())).SuspendAsync(SafetyActor.KeyHolder, null, "spam"))
            .Rejection.ShouldBe(SafetyRejection.PersonUnknown);

    [Fact]
    public async Task SetPower_GivenThenSuspended_IsNotHeldMeanwhile()
    {
        var ada = await SignUpAsync();
        await Safety(ada).SetPowerAsync(SafetyActor.KeyHolder, AccountPower.TrustAndSafety, "hired");
        (await Safety(ada).GetStandingAsync()).Has(AccountPower.TrustAndSafety).ShouldBeTrue();

        await Safety(ada).SuspendAsync(SafetyActor.KeyHolder, Tomorrow, "spam");

        (await Safety(ada).GetStandingAsync()).Has(AccountPower.TrustAndSafety).ShouldBeFalse();
    }

    [Fact]
    public async Task Suspend_Anybody_IsInTheAuditLogWithActorAndReason()
    {
        var ada = await SignUpAsync();

        await Safety(ada).SuspendAsync(SafetyActor.KeyHolder, null, "spam in three rooms");

        var record = (await cluster.Audit.ListAsync(SubjectNames.Of(ada.Person!.Id), 1, null)).Records.ShouldHaveSingleItem();
        record.Entry.ShouldBe(new AuditEntry(
            "operator", "account.suspend_for_good", SubjectNames.Of(ada.Person.Id), "spam in three rooms"));
    }

    private IAccountSafetyGrain Safety(AccountReply account) => cluster.Safety(account.Person!.Id);

    private async Task<AccountReply> SignUpAsync()
    {
        var reply = await Ada.SignUpAsync(Password, "Ada", null);
        reply.IsAccepted.ShouldBeTrue();
        return reply;
    }
}
