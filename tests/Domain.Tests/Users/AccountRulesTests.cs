using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;

namespace AudioRooms.Domain.Tests.Users;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("ada", null)]
    [InlineData("ada_99", null)]
    [InlineData("a", AccountRejection.HandleInvalid)]
    [InlineData("Ada", AccountRejection.HandleInvalid)]
    [InlineData("ada lovelace", AccountRejection.HandleInvalid)]
    [InlineData("аda", AccountRejection.HandleInvalid)] // the first letter is Cyrillic
    [InlineData("0123456789012345678901234567890", AccountRejection.HandleInvalid)] // 31
    public void CheckSignUp_Handle_IsPlainAscii(string handle, AccountRejection? expected) =>
        AccountRules.CheckSignUp(handle, "long enough", "Ada").ShouldBe(expected);

    [Theory]
    [InlineData(9, AccountRejection.PasswordInvalid)]
    [InlineData(10, null)]
    [InlineData(128, null)]
    [InlineData(129, AccountRejection.PasswordInvalid)]
    public void CheckSignUp_PasswordLength_IsBounded(int length, AccountRejection? expected) =>
        AccountRules.CheckSignUp("ada", new string('x', length), "Ada").ShouldBe(expected);

    [Theory]
    [InlineData("Ada Lovelace", null)]
    [InlineData("", AccountRejection.DisplayNameInvalid)]
    [InlineData("A\nB", AccountRejection.DisplayNameInvalid)]
    public void CheckSignUp_DisplayName_IsOneLine(string name, AccountRejection? expected) =>
        AccountRules.CheckSignUp("ada", "long enough", name).ShouldBe(expected);

    [Fact]
    public void CheckMint_DisplayNameOf51Characters_IsRejected() =>
        AccountRules.CheckMint("ada", new string('x', 51)).ShouldBe(AccountRejection.DisplayNameInvalid);

    [Theory]
    [InlineData(SignUpPolicy.Open, false, null)]
    [InlineData(SignUpPolicy.Open, true, null)]
    [InlineData(SignUpPolicy.Invitation, true, null)]
    [InlineData(SignUpPolicy.Invitation, false, AccountRejection.InvitationRequired)]
    public void CheckAdmission_PolicyAndInvitation_DecideTogether(
        SignUpPolicy policy, bool hasInvitation, AccountRejection? expected) =>
        AccountRules.CheckAdmission(policy, hasInvitation).ShouldBe(expected);
}
