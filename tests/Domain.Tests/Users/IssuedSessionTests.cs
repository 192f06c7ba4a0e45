using AudioRooms.Contracts;
using AudioRooms.Domain.Users;

namespace AudioRooms.Domain.Tests.Users;

public sealed class IssuedSessionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string SessionId = Identifiers.NewId();
    private static readonly AccountOptions Options = new() { SessionLife = TimeSpan.FromDays(7), SessionsMax = 3 };

    [Fact]
    public void Open_OfAPerson_LivesAndCountsAsConfigured()
    {
        var session = IssuedSession.Open("ada", SessionId, Options, Now);

        (session.SessionId, session.ExpiresAt, session.SessionsMax).ShouldBe((SessionId, Now.AddDays(7), 3));
        session.RefreshToken.ShouldNotBeNull().ShouldStartWith($"ada.{SessionId}.");
        session.Hashes.ShouldNotBeNull().SessionId.ShouldBe(SessionId);
    }

    [Fact]
    public void OpenSynthetic_ASessionOfOneDay_CannotBeRenewedAndEndsNoOther()
    {
        var session = IssuedSession.OpenSynthetic(SessionId, Now);

        (session.RefreshToken, session.Hashes, session.ExpiresAt).ShouldBe((null, null, Now.AddDays(1)));
        session.SessionsMax.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void Renew_WithTheNewestToken_KeepsTheFamilyAndChangesTheSecret()
    {
        var first = IssuedSession.Open("ada", SessionId, Options, Now);

        var second = IssuedSession.Renew(SessionId, first.RefreshToken!, Options, Now.AddDays(6));

        second.ExpiresAt.ShouldBe(Now.AddDays(13));
        second.Hashes!.FamilyHash.ShouldBe(first.Hashes!.FamilyHash);
        second.Hashes.SecretHash.ShouldNotBe(first.Hashes.SecretHash);
    }

    [Fact]
    public void ToGrant_OfASession_HasTheWholeToken()
    {
        var session = IssuedSession.Open("ada", SessionId, Options, Now);

        var grant = session.ToGrant();

        (grant.SessionId, grant.RefreshToken, grant.ExpiresAt).ShouldBe((SessionId, session.RefreshToken, session.ExpiresAt));
    }

    [Fact]
    public void ToString_OfASession_ShowsNoToken()
    {
        var session = IssuedSession.Open("ada", SessionId, Options, Now);

        session.ToString().ShouldNotContain(session.RefreshToken!.Split('.')[3]);
    }
}
