using AudioRooms.Contracts;
using AudioRooms.Domain.Users;

namespace AudioRooms.Domain.Tests.Users;

/// <summary>When a used refresh token buys the same pair again.</summary>
public sealed class RenewalTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IssuedSession First = IssuedSession.Open("ada", Identifiers.NewId(), new AccountOptions(), Now);
    private static readonly IssuedSession Second = IssuedSession.Renew(
        First.SessionId, First.RefreshToken!, new AccountOptions(), Now);
    private static readonly Renewal Last = new(First.Hashes!, Second, Now);

    [Theory]
    [InlineData(0, true)]
    [InlineData(9.9, true)]
    [InlineData(10, false)]
    public void Repeats_TheTokenThatWasPresented_HoldsForTenSeconds(double seconds, bool expected) =>
        Last.Repeats(First.Hashes!, SessionOf(Second), Now.AddSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Repeats_AfterTheNextTokenWasUsed_DoesNot()
    {
        var third = IssuedSession.Renew(First.SessionId, Second.RefreshToken!, new AccountOptions(), Now);

        Last.Repeats(First.Hashes!, SessionOf(third), Now).ShouldBeFalse();
    }

    [Fact]
    public void Repeats_AnotherTokenOfTheSession_DoesNot()
    {
        var other = IssuedSession.Renew(First.SessionId, First.RefreshToken!, new AccountOptions(), Now);

        Last.Repeats(other.Hashes!, SessionOf(Second), Now).ShouldBeFalse();
    }

    private static AccountSession SessionOf(IssuedSession newest) =>
        new(newest.Hashes!.FamilyHash, newest.Hashes.SecretHash, newest.ExpiresAt, IsRevoked: false);
}
