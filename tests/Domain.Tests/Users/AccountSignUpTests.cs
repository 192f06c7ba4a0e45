using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using static AudioRooms.Domain.Tests.Users.AccountScenario;

namespace AudioRooms.Domain.Tests.Users;

public sealed class AccountSignUpTests
{
    [Theory]
    [InlineData(AccountPhase.Vacant)]
    [InlineData(AccountPhase.Pending)]
    [InlineData(AccountPhase.Live)]
    [InlineData(AccountPhase.Leaving)]
    [InlineData(AccountPhase.Gone)]
    public void Phase_OfEachAccount_IsReadFromItsState(AccountPhase phase) => AccountScenario.Of(phase).Phase.ShouldBe(phase);

    [Fact]
    public void SignUp_VacantHandle_BeginsAnAccountThatAPasswordOpens()
    {
        var begun = Vacant.SignUp(Password, new Newcomer(Ada, " Ada Lovelace ", null), Options, Now);

        begun.IsAccepted.ShouldBeTrue();
        var joined = begun.Next.JoinWithPassword("hash");
        joined.IsAccepted.ShouldBeTrue();
        joined.Next.Person.ShouldBe(new Person(Ada, "ada", "Ada Lovelace"));
        (joined.Next.PasswordHash, joined.Next.CreatedAt, joined.Next.IsLive).ShouldBe(("hash", Now, true));
    }

    [Theory]
    [InlineData("A", Password, "Ada", AccountRejection.HandleInvalid)]
    [InlineData("ada", "short", "Ada", AccountRejection.PasswordInvalid)]
    [InlineData("ada", Password, " ", AccountRejection.DisplayNameInvalid)]
    public void SignUp_SomethingMalformed_IsRejected(string handle, string password, string name, AccountRejection expected) =>
        Account.Vacant(handle).SignUp(password, new Newcomer(Ada, name, null), Options, Now).Rejection.ShouldBe(expected);

    [Fact]
    public void SignUpExternally_WithoutAPassword_ChecksTheNamesOnly()
    {
        Vacant.SignUpExternally(new Newcomer(Ada, "Ada", null), Options, Now).IsAccepted.ShouldBeTrue();
        Vacant.SignUpExternally(new Newcomer(Ada, "", null), Options, Now).Rejection
            .ShouldBe(AccountRejection.DisplayNameInvalid);
        Account.Vacant("A").SignUpExternally(new Newcomer(Ada, "Ada", null), Options, Now).Rejection
            .ShouldBe(AccountRejection.HandleInvalid);
    }

    [Theory]
    [InlineData(AccountPhase.Vacant, null)]
    [InlineData(AccountPhase.Pending, null)] // the handle has no owner yet
    [InlineData(AccountPhase.Live, AccountRejection.HandleTaken)]
    [InlineData(AccountPhase.Leaving, AccountRejection.HandleTaken)]
    [InlineData(AccountPhase.Gone, AccountRejection.HandleTaken)]
    public void SignUp_InEachPhase_TakesOnlyAFreeHandle(AccountPhase phase, AccountRejection? expected) =>
        Begin(AccountScenario.Of(phase), Other).Rejection.ShouldBe(expected);

    [Theory]
    [InlineData(AccountPhase.Leaving)]
    [InlineData(AccountPhase.Gone)]
    public void SignUp_HandleOfADeletedAccount_RestsFor30Days(AccountPhase phase)
    {
        var account = AccountScenario.Of(phase);

        Begin(account, Other, at: Now.AddDays(30).AddTicks(-1)).Rejection.ShouldBe(AccountRejection.HandleTaken);
        Begin(account, Other, at: Now.AddDays(30)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void SignUp_FormerOwnerNotErased_ErasesFirst()
    {
        Begin(Leaving, Other, at: Now.AddDays(30)).ErasesFirst.ShouldBeTrue();
        Begin(Gone, Other, at: Now.AddDays(30)).ErasesFirst.ShouldBeFalse();
        Begin(Vacant, Other).ErasesFirst.ShouldBeFalse();
    }

    [Fact]
    public void SignUp_ByInvitationOnlyWithoutOne_IsRejected()
    {
        var options = new AccountOptions { SignUpPolicy = SignUpPolicy.Invitation };

        Vacant.SignUp(Password, new Newcomer(Ada, "Ada", null), options, Now).Rejection
            .ShouldBe(AccountRejection.InvitationRequired);
        Vacant.SignUpExternally(new Newcomer(Ada, "Ada", null), options, Now).Rejection
            .ShouldBe(AccountRejection.InvitationRequired);
        Vacant.SignUp(Password, new Newcomer(Ada, "Ada", "key"), options, Now).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void SignUp_TakenHandleWithoutTheInvitation_SaysThatItIsTaken()
    {
        var options = new AccountOptions { SignUpPolicy = SignUpPolicy.Invitation };

        Live.SignUp(Password, new Newcomer(Other, "Ada", null), options, Now).Rejection.ShouldBe(AccountRejection.HandleTaken);
    }

    [Fact]
    public void SignUp_WithAnInvitation_ClaimsTheSeatAndHasNoWayInYet()
    {
        Pending.Claim.ShouldBe(new ClaimedInvitation("key", Ada));
        Pending.CheckFor(Now).ShouldBe(PasswordCheck.SpendTime);
        Pending.CheckActor(Ada).ShouldBe(AccountRejection.CredentialsWrong);
        Pending.JoinWithPassword("hash").Next.Claim.ShouldBeNull();
    }

    [Fact]
    public void SignUp_AgainWithTheSameInvitation_KeepsTheIdThatMayHaveTheSeat()
    {
        var again = Begin(Pending, Other, "key");

        again.Next.Claim.ShouldBe(new ClaimedInvitation("key", Ada));
        again.Returned.ShouldBeNull();
    }

    [Theory]
    [InlineData("other")]
    [InlineData(null)]
    public void SignUp_OverANewcomerWhoDidNotComeBack_ReturnsTheirSeat(string? invitationKey)
    {
        var begun = Begin(Pending, Other, invitationKey);

        begun.Returned.ShouldBe(new ClaimedInvitation("key", Ada));
        begun.Next.UserId.ShouldBe(Other);
    }

    [Fact]
    public void JoinExternally_IdentityLinked_IsAPersonsAccountWithoutAPassword()
    {
        (External.IsLive, External.IsExternal, External.PasswordHash).ShouldBe((true, true, null));
        External.Mint("Bot", Other, Now).Rejection.ShouldBe(AccountRejection.HandleTaken);
    }

    [Fact]
    public void JoinExternally_IdentityRefused_MakesNoAccount()
    {
        var joined = Pending.JoinExternally(AccountRejection.IdentityTaken);

        joined.Rejection.ShouldBe(AccountRejection.IdentityTaken);
        joined.Next.ShouldBe(Pending);
    }

    [Fact]
    public void Mint_VacantHandle_MakesAUserWhomNoPasswordOpens()
    {
        (Synthetic.IsLive, Synthetic.UserId, Synthetic.DisplayName).ShouldBe((true, Ada, "Bot"));
        Synthetic.CheckFor(Now).ShouldBe(PasswordCheck.SpendTime);
    }

    [Fact]
    public void Mint_Again_ChangesNothing() => Synthetic.Mint("Another name", Other, Now).Next.ShouldBeSameAs(Synthetic);

    [Theory]
    [InlineData(AccountPhase.Pending)]
    [InlineData(AccountPhase.Live)]
    [InlineData(AccountPhase.Leaving)]
    [InlineData(AccountPhase.Gone)]
    public void Mint_HandleThatAPersonHasOrHad_IsRejected(AccountPhase phase) =>
        AccountScenario.Of(phase).Mint("Bot", Other, Now.AddYears(1)).Rejection.ShouldBe(AccountRejection.HandleTaken);

    [Fact]
    public void Mint_DisplayNameTooLong_IsRejected() =>
        Vacant.Mint(new string('x', 51), Ada, Now).Rejection.ShouldBe(AccountRejection.DisplayNameInvalid);
}
