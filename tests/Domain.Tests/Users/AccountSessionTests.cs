using AudioRooms.Contracts;
using AudioRooms.Domain.Users;
using FsCheck;
using FsCheck.Fluent;

namespace AudioRooms.Domain.Tests.Users;

public sealed class AccountSessionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string SessionId = Identifiers.NewId();

    [Fact]
    public void TryParse_OfAnIssuedToken_NamesItsSession()
    {
        var token = RefreshToken.First("ada", SessionId);

        Parse(token).SessionId.ShouldBe(SessionId);
        token.ShouldStartWith("ada.");
    }

    // RFC 6819 §5.1.4.2.2 demands more than 128 bits. These tokens have 256, which base64url writes with 43 characters.
    [Fact]
    public void First_Twice_HasASecretOf256BitsThatIsNew()
    {
        var secret = RefreshToken.First("ada", SessionId).Split('.')[3];

        secret.Length.ShouldBe(43);
        RefreshToken.First("ada", SessionId).Split('.')[3].ShouldNotBe(secret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada.x.y.z")]
    [InlineData("ada.00000000000000000000000000.y")]
    [InlineData("ada.00000000000000000000000000.y.z.more")]
    public void TryParse_Garbage_IsNoToken(string text) => RefreshToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_AnEnormousText_IsNoToken() =>
        RefreshToken.TryParse($"ada.{SessionId}.{new string('a', 1_000)}.b", out _).ShouldBeFalse();

    [Fact]
    public void Judge_TheNewestToken_Renews()
    {
        var token = RefreshToken.First("ada", SessionId);

        Session(token).Judge(Parse(token), isSuspended: false, Now).ShouldBe(RefreshVerdict.Renew);
    }

    [Fact]
    public void Judge_AForgeryThatNamesTheSession_DoesNotEndIt()
    {
        var session = Session(RefreshToken.First("ada", SessionId));

        session.Judge(Parse(RefreshToken.First("ada", SessionId)), isSuspended: false, Now).ShouldBe(RefreshVerdict.Refuse);
    }

    [Theory]
    [InlineData(-1, RefreshVerdict.Renew)]
    [InlineData(0, RefreshVerdict.Refuse)]
    public void Judge_AroundTheEnd_HoldsUntilThen(int secondsAfterEnd, RefreshVerdict expected)
    {
        var token = RefreshToken.First("ada", SessionId);

        Session(token).Judge(Parse(token), isSuspended: false, Session(token).ExpiresAt.AddSeconds(secondsAfterEnd))
            .ShouldBe(expected);
    }

    [Fact]
    public void Judge_ASessionWithoutRefreshTokens_Refuses()
    {
        var synthetic = new AccountSession(null, null, Now.AddDays(1), IsRevoked: false);

        synthetic.Judge(Parse(RefreshToken.First("bot", SessionId)), isSuspended: false, Now).ShouldBe(RefreshVerdict.Refuse);
    }

    [Fact]
    public void Judge_SuspendedAccount_SaysSoToAnyTokenOfTheSession()
    {
        var used = RefreshToken.First("ada", SessionId);
        var newest = RefreshToken.After(used);

        Session(newest).Judge(Parse(newest), isSuspended: true, Now).ShouldBe(RefreshVerdict.Suspended);
        Session(newest).Judge(Parse(used), isSuspended: true, Now).ShouldBe(RefreshVerdict.Suspended);
        (Session(newest) with { IsRevoked = true }).Judge(Parse(newest), isSuspended: true, Now)
            .ShouldBe(RefreshVerdict.Suspended);
    }

    [Fact]
    public void Judge_SuspendedAccount_TellsAStrangerNothing()
    {
        var session = Session(RefreshToken.First("ada", SessionId));

        session.Judge(Parse(RefreshToken.First("ada", SessionId)), isSuspended: true, Now).ShouldBe(RefreshVerdict.Refuse);
    }

    /// <summary>After any number of renewals: the newest token renews, an earlier one ends the session, and afterwards no token
    /// works.</summary>
    [Fact]
    public void Judge_AnyHistory_OnlyTheNewestTokenRenewsAndAUsedOneEndsItAll()
    {
        var scripts = Gen.Choose(0, 5).ArrayOf().ToArbitrary();

        Prop.ForAll(scripts, script => Holds(script)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static bool Holds(int[] script)
    {
        List<string> issued = [RefreshToken.First("ada", SessionId)];
        var session = Session(issued[0]);
        foreach (var back in script)
        {
            var presented = issued[Math.Max(0, issued.Count - 1 - back)];
            var expected = session.IsRevoked ? RefreshVerdict.Refuse
                : presented == issued[^1] ? RefreshVerdict.Renew
                : RefreshVerdict.Revoke;
            var verdict = session.Judge(Parse(presented), isSuspended: false, Now);
            verdict.ShouldBe(expected);
            if (verdict == RefreshVerdict.Renew)
            {
                issued.Add(RefreshToken.After(presented));
                session = session with { SecretHash = Parse(issued[^1]).SecretHash };
            }

            session = session with { IsRevoked = session.IsRevoked || verdict == RefreshVerdict.Revoke };
        }

        return true;
    }

    private static RefreshToken Parse(string text) =>
        RefreshToken.TryParse(text, out var token) ? token : throw new InvalidDataException(text);

    private static AccountSession Session(string token) =>
        new(Parse(token).FamilyHash, Parse(token).SecretHash, Now.AddDays(30), IsRevoked: false);
}
