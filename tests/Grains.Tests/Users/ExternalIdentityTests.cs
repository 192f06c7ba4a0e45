using System.Text.Json.Nodes;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Users;

public sealed class SqliteExternalIdentityTests(SqliteTestDatabase database)
    : ExternalIdentityTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlExternalIdentityTests(PostgreSqlTestDatabase database)
    : ExternalIdentityTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class ExternalIdentityTests(TestDatabase database) : IAsyncLifetime
{
    private const string Issuer = "https://id.example";
    private const string Password = "correct horse";

    private AccountCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await database.AccountsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SignIn_TheFirstTimeAndAgain_IsOneAccount()
    {
        var first = await SignInAsync("ada-there", "ada");
        var second = await SignInAsync("ada-there", null);

        first.Person!.Handle.ShouldBe("ada");
        first.Person.DisplayName.ShouldBe("Ada");
        second.Person.ShouldBe(first.Person);
        second.Session!.SessionId.ShouldNotBe(first.Session!.SessionId);
        (await cluster.Account("ada").RefreshAsync(second.Session.RefreshToken!)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task SignIn_TheFirstTimeWithoutAHandle_LeavesTheProofGood()
    {
        var proof = Proof("ada-there");

        (await Identity(proof).SignInAsync(proof, null)).Rejection.ShouldBe(AccountRejection.HandleRequired);

        (await Identity(proof).SignInAsync(proof, Newcomer("ada"))).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task SignIn_AProofThatWasUsed_IsRejected()
    {
        var proof = Proof("ada-there");
        await Identity(proof).SignInAsync(proof, Newcomer("ada"));

        (await Identity(proof).SignInAsync(proof, null)).Rejection.ShouldBe(AccountRejection.ProofSpent);
    }

    [Fact]
    public async Task SignIn_TenAtOnceWithOneProof_OpensOneSession()
    {
        var proof = Proof("ada-there");

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => Identity(proof).SignInAsync(proof, Newcomer($"ada{i}"))));

        replies.Count(reply => reply.IsAccepted).ShouldBe(1);
        replies.Where(reply => !reply.IsAccepted).ShouldAllBe(reply => reply.Rejection == AccountRejection.ProofSpent);
    }

    [Fact]
    public async Task SignIn_AHandleThatIsTaken_IsRejectedAndAnotherOneServes()
    {
        await cluster.Account("ada").SignUpAsync(Password, "Another Ada", null);
        var proof = Proof("ada-there");

        (await Identity(proof).SignInAsync(proof, Newcomer("ada"))).Rejection.ShouldBe(AccountRejection.HandleTaken);

        (await Identity(proof).SignInAsync(proof, Newcomer("ada2"))).Person!.Handle.ShouldBe("ada2");
    }

    [Theory]
    [InlineData("Ада")]
    [InlineData("a")]
    [InlineData("ada lovelace")]
    public async Task SignIn_AHandleOfAnotherForm_IsRejected(string handle) =>
        (await SignInAsync("ada-there", handle)).Rejection.ShouldBe(AccountRejection.HandleInvalid);

    [Fact]
    public async Task SignIn_OneSubjectOfTwoIssuers_AreTwoPeople()
    {
        var first = await SignInAsync("1", "ada");
        var proof = Proof("1", "https://other.example");
        var second = await Identity(proof).SignInAsync(proof, Newcomer("ben"));

        second.Person!.Id.ShouldNotBe(first.Person!.Id);
    }

    [Fact]
    public async Task SignInExternally_AnIdentityThatIsNotLinked_IsRejected()
    {
        var ada = await cluster.Account("ada").SignUpAsync(Password, "Ada", null);

        (await cluster.Account("ada").SignInExternallyAsync(ada.Person!.Id, Proof("somebody"))).Rejection
            .ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public async Task Mint_TheHandleOfSomebodyFromElsewhere_IsRejected()
    {
        await SignInAsync("ada-there", "ada");

        (await cluster.Account("ada").MintAsync("Ada")).Rejection.ShouldBe(AccountRejection.HandleTaken);
    }

    [Fact]
    public async Task Link_AnAccountWithAPassword_CanBeEnteredBothWays()
    {
        var ada = await cluster.Account("ada").SignUpAsync(Password, "Ada", null);

        (await cluster.Account("ada").LinkAsync(ada.Person!.Id, Proof("ada-there"))).IsAccepted.ShouldBeTrue();

        (await SignInAsync("ada-there", null)).Person!.Id.ShouldBe(ada.Person.Id);
        (await cluster.Account("ada").SignInAsync(Password)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Link_AnIdentityOfAnotherAccount_IsRejected()
    {
        await SignInAsync("ada-there", "ada");
        var ben = await cluster.Account("ben").SignUpAsync(Password, "Ben", null);

        (await cluster.Account("ben").LinkAsync(ben.Person!.Id, Proof("ada-there"))).Rejection.ShouldBe(
            AccountRejection.IdentityTaken);
    }

    [Fact]
    public async Task Link_ASecondIdentityOfOneIssuer_IsRejected()
    {
        var ada = await SignInAsync("ada-there", "ada");

        (await cluster.Account("ada").LinkAsync(ada.Person!.Id, Proof("ada-too"))).Rejection.ShouldBe(
            AccountRejection.IdentityTaken);
    }

    [Fact]
    public async Task Unlink_TheLastWayIn_IsRejectedUntilThereIsAPassword()
    {
        var ada = await SignInAsync("ada-there", "ada");
        var account = cluster.Account("ada");
        (await account.UnlinkAsync(ada.Person!.Id, Issuer)).Rejection.ShouldBe(AccountRejection.LastCredential);

        await account.SetPasswordAsync(ada.Person.Id, ada.Session!.SessionId, Proof("ada-there"), Password);

        (await account.UnlinkAsync(ada.Person.Id, Issuer)).IsAccepted.ShouldBeTrue();
        (await account.ListLinkedAsync(ada.Person.Id)).ShouldBeEmpty();
        (await account.SignInAsync(Password)).IsAccepted.ShouldBeTrue();
        (await SignInAsync("ada-there", null)).Rejection.ShouldBe(AccountRejection.HandleRequired);
    }

    [Fact]
    public async Task SetPassword_OnTheProofOfAnother_IsRejected()
    {
        var ada = await SignInAsync("ada-there", "ada");
        await SignInAsync("ben-there", "ben");

        (await cluster.Account("ada").SetPasswordAsync(
            ada.Person!.Id, ada.Session!.SessionId, Proof("ben-there"), Password)).Rejection
            .ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public async Task Delete_OnTheProof_EndsTheAccountAndTheLink()
    {
        var ada = await SignInAsync("ada-there", "ada");

        (await cluster.Account("ada").DeleteExternallyAsync(ada.Person!.Id, Proof("ada-there"))).IsAccepted.ShouldBeTrue();

        var again = await SignInAsync("ada-there", "ada_again");
        again.Person!.Id.ShouldNotBe(ada.Person.Id);
    }

    [Fact]
    public async Task Export_SomebodyFromElsewhere_NamesTheIdentity()
    {
        var ada = await SignInAsync("ada-there", "ada");

        var export = JsonNode.Parse((await cluster.Account("ada").ExportAsync(ada.Person!.Id))!)!;

        export["identities"]![0]!["issuer"]!.GetValue<string>().ShouldBe(Issuer);
        export["identities"]![0]!["subject"]!.GetValue<string>().ShouldBe("ada-there");
    }

    private static ExternalNewcomer Newcomer(string handle, string? invitationKey = null) => new(handle, "Ada", invitationKey);

    private ExternalProof Proof(string subject, string issuer = Issuer) =>
        new(new ExternalIdentity(issuer, subject), Identifiers.NewId(), cluster.Time.GetUtcNow().AddMinutes(15));

    private IExternalIdentityGrain Identity(ExternalProof proof) => cluster.Identity(proof.Identity);

    private Task<AccountReply> SignInAsync(string subject, string? handle)
    {
        var proof = Proof(subject);
        return Identity(proof).SignInAsync(proof, handle is null ? null : Newcomer(handle));
    }
}

public sealed class SqliteExternalAdmissionTests(SqliteTestDatabase database)
    : ExternalAdmissionTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlExternalAdmissionTests(PostgreSqlTestDatabase database)
    : ExternalAdmissionTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>The sign-up policy also applies to people with an external identity.</summary>
public abstract class ExternalAdmissionTests(TestDatabase database) : IAsyncLifetime
{
    private AccountCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await database.AccountsAsync(SignUpPolicy.Invitation);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SignIn_TheFirstTimeUninvited_IsRejected()
    {
        var proof = Proof();

        (await cluster.Identity(proof.Identity).SignInAsync(proof, new ExternalNewcomer("ada", "Ada", null))).Rejection
            .ShouldBe(AccountRejection.InvitationRequired);
    }

    [Fact]
    public async Task SignIn_TheFirstTimeInvited_TakesTheSeatOnce()
    {
        var key = InvitationSecret.KeyOf(Identifiers.NewId());
        var inviter = new UserId(Identifiers.NewId());
        await cluster.Ledger(inviter).OpenAsync(null);
        await cluster.Ledger(inviter).IssueAsync(key, InvitationKind.Link);
        var proof = Proof();
        var other = Proof("ben-there");

        var first = await cluster.Identity(proof.Identity).SignInAsync(proof, new ExternalNewcomer("ada", "Ada", key));
        var second = await cluster.Identity(other.Identity).SignInAsync(other, new ExternalNewcomer("ben", "Ben", key));

        first.IsAccepted.ShouldBeTrue();
        second.Rejection.ShouldBe(AccountRejection.InvitationInvalid);
    }

    private ExternalProof Proof(string subject = "ada-there") =>
        new(new ExternalIdentity("https://id.example", subject), Identifiers.NewId(), cluster.Time.GetUtcNow().AddMinutes(15));
}
