using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using static AudioRooms.Domain.Tests.Users.AccountScenario;

namespace AudioRooms.Domain.Tests.Users;

/// <summary>The removal of a way to sign in, and the end of an account.</summary>
public sealed class AccountEndTests
{
    private const string Issuer = "https://id.example";
    private const string OtherIssuer = "https://other.example";

    [Fact]
    public void CheckActor_UserOfALiveAccount_IsAccepted()
    {
        Live.CheckActor(Ada).ShouldBeNull();
        Live.CheckActor(Other).ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Theory]
    [InlineData(AccountPhase.Pending)]
    [InlineData(AccountPhase.Leaving)]
    public void CheckActor_UserWithoutALiveAccount_IsRejected(AccountPhase phase) =>
        AccountScenario.Of(phase).CheckActor(Ada).ShouldBe(AccountRejection.CredentialsWrong);

    [Fact]
    public void CheckIdentity_LinkedElsewhereOrNowhere_OpensNothing()
    {
        External.CheckIdentity(Ada).ShouldBeNull();
        External.CheckIdentity(Other).ShouldBe(AccountRejection.CredentialsWrong);
        External.CheckIdentity(null).ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public void CheckUnlink_TheLastWayIn_Stays()
    {
        External.CheckUnlink(Ada, Issuer, [Linked(Issuer)]).ShouldBe(AccountRejection.LastCredential);
        External.CheckUnlink(Ada, Issuer, []).ShouldBe(AccountRejection.LastCredential);
    }

    [Fact]
    public void CheckUnlink_WithAnotherWayIn_IsAccepted()
    {
        External.CheckUnlink(Ada, Issuer, [Linked(Issuer), Linked(OtherIssuer)]).ShouldBeNull();
        External.WithPassword("hash").CheckUnlink(Ada, Issuer, [Linked(Issuer)]).ShouldBeNull();
    }

    [Fact]
    public void CheckUnlink_BySomebodyElse_IsRejected() =>
        External.CheckUnlink(Other, Issuer, [Linked(Issuer), Linked(OtherIssuer)]).ShouldBe(AccountRejection.CredentialsWrong);

    [Fact]
    public void Delete_ByTheOwner_KeepsTheIdUntilEverythingIsErased()
    {
        var decision = Live.Delete(Ada, Now);

        decision.IsAccepted.ShouldBeTrue();
        decision.Next.ShouldBe(new Account { Handle = "ada", UserId = Ada, DeletedAt = Now });
    }

    [Fact]
    public void Delete_BySomebodyElse_IsRejected() =>
        Live.Delete(Other, Now).Rejection.ShouldBe(AccountRejection.CredentialsWrong);

    [Fact]
    public void Delete_AgainAfterAFailure_GoesOnWithoutAProof()
    {
        var again = Leaving.Delete(Ada, Now.AddHours(1));

        again.IsAccepted.ShouldBeTrue();
        again.Next.ShouldBeSameAs(Leaving);
        Leaving.Delete(Other, Now).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public void Delete_AfterEverythingIsErased_IsRejected() =>
        Gone.Delete(Ada, Now).Rejection.ShouldBe(AccountRejection.CredentialsWrong);

    [Fact]
    public void Erased_OfALeavingAccount_KeepsOnlySinceWhenTheHandleIsFree() =>
        Leaving.Erased().ShouldBe(new Account { Handle = "ada", DeletedAt = Now, IsErased = true });

    private static LinkedIdentity Linked(string issuer) => new(new ExternalIdentity(issuer, "ada-there"), Now);
}
