using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Protocol.Bounds;
using static AudioRooms.Domain.Tests.Users.AccountScenario;

namespace AudioRooms.Domain.Tests.Users;

public sealed class AccountPasswordTests
{
    [Fact]
    public void VerifyPassword_TheRightOne_ChangesNothing()
    {
        var decision = Live.VerifyPassword(matches: true, Now);

        decision.IsAccepted.ShouldBeTrue();
        decision.Next.ShouldBeSameAs(Live);
    }

    [Fact]
    public void VerifyPassword_AWrongOne_IsCountedThoughRefused()
    {
        var decision = Live.VerifyPassword(matches: false, Now);

        decision.Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        decision.Next.Lockout.ShouldBe(new Lockout(1, null));
    }

    [Fact]
    public void VerifyPassword_TheRightOneAfterNineWrong_EndsTheCount()
    {
        var decision = Fail(Live, AccountBounds.WrongPasswordsMax - 1).VerifyPassword(matches: true, Now);

        decision.IsAccepted.ShouldBeTrue();
        decision.Next.Lockout.ShouldBe(Lockout.None);
    }

    [Fact]
    public void VerifyPassword_TenWrong_LocksOutEvenTheRightOneFor15Minutes()
    {
        var locked = Fail(Live, AccountBounds.WrongPasswordsMax);

        locked.CheckFor(Now).ShouldBe(PasswordCheck.Nothing);
        locked.VerifyPassword(matches: true, Now.AddMinutes(15).AddTicks(-1)).Rejection.ShouldBe(AccountRejection.LockedOut);
        locked.VerifyPassword(matches: true, Now.AddMinutes(15)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void VerifyPassword_WhileLocked_IsNotCounted()
    {
        var locked = Fail(Live, AccountBounds.WrongPasswordsMax);

        locked.VerifyPassword(matches: false, Now).Next.ShouldBeSameAs(locked);
    }

    [Fact]
    public void VerifyPassword_AfterALock_HasTenTriesAgain()
    {
        var later = Now + AccountBounds.LockoutTime;
        var locked = Fail(Live, AccountBounds.WrongPasswordsMax);

        var tried = Fail(locked, AccountBounds.WrongPasswordsMax - 1, later);

        tried.CheckFor(later).ShouldBe(PasswordCheck.Compare);
        Fail(tried, 1, later).CheckFor(later).ShouldBe(PasswordCheck.Nothing);
    }

    [Theory]
    [InlineData(AccountPhase.Vacant)]
    [InlineData(AccountPhase.Pending)]
    [InlineData(AccountPhase.Leaving)]
    [InlineData(AccountPhase.Gone)]
    public void VerifyPassword_WithoutALiveAccount_LooksLikeAWrongPassword(AccountPhase phase)
    {
        var account = AccountScenario.Of(phase);

        var decision = account.VerifyPassword(matches: false, Now);

        account.CheckFor(Now).ShouldBe(PasswordCheck.SpendTime);
        decision.Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        decision.Next.ShouldBeSameAs(account);
    }

    [Fact]
    public void VerifyPassword_AccountWithoutAPassword_LooksLikeAWrongPassword()
    {
        External.VerifyPassword(matches: false, Now).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        External.CheckFor(Now).ShouldBe(PasswordCheck.SpendTime);
    }

    [Theory]
    [InlineData(9, AccountRejection.PasswordInvalid)]
    [InlineData(10, null)]
    public void CheckNewPassword_OfTheOwner_BoundsTheLength(int length, AccountRejection? expected) =>
        Live.CheckNewPassword(Ada, new string('x', length)).ShouldBe(expected);

    [Fact]
    public void CheckNewPassword_OfSomebodyElse_IsRejected()
    {
        Live.CheckNewPassword(Other, Password).ShouldBe(AccountRejection.CredentialsWrong);
        Leaving.CheckNewPassword(Ada, Password).ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public void WithPassword_OfAnAccountFromElsewhere_IsAWayIn()
    {
        var account = External.WithPassword("hash");

        account.CheckFor(Now).ShouldBe(PasswordCheck.Compare);
        account.VerifyPassword(matches: true, Now).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void ToString_OfAnAccount_ShowsNoHash() => Live.WithPassword("secret hash").ToString().ShouldBe("ada (Live)");

    [Fact]
    public void JudgeRefresh_TheNewestToken_RenewsWhileTheAccountLives()
    {
        var issued = IssuedSession.Open("ada", Identifiers.NewId(), Options, Now);
        var session = new AccountSession(issued.Hashes!.FamilyHash, issued.Hashes.SecretHash, issued.ExpiresAt, IsRevoked: false);

        Live.JudgeRefresh(session, issued.Hashes, isSuspended: false, Now).ShouldBe(RefreshVerdict.Renew);
        Live.JudgeRefresh(session, issued.Hashes, isSuspended: true, Now).ShouldBe(RefreshVerdict.Suspended);
        Live.JudgeRefresh(null, issued.Hashes, isSuspended: false, Now).ShouldBe(RefreshVerdict.Refuse);
        Leaving.JudgeRefresh(session, issued.Hashes, isSuspended: false, Now).ShouldBe(RefreshVerdict.Refuse);
    }

    private static Account Fail(Account account, int times, DateTimeOffset? at = null) =>
        Enumerable.Range(0, times).Aggregate(account, (tried, _) => tried.VerifyPassword(matches: false, at ?? Now).Next);
}
