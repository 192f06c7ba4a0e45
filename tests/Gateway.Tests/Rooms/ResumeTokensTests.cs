using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace AudioRooms.Gateway.Tests.Rooms;

public sealed class ResumeTokensTests
{
    private static readonly Guid Life = Guid.NewGuid();

    private readonly FakeTimeProvider time = new();
    private readonly ResumeTokens tokens;

    public ResumeTokensTests() => tokens = new ResumeTokens(time, TimeSpan.FromSeconds(60));

    [Fact]
    public void TryRedeem_WhileTheConnectionLives_Works()
    {
        var token = tokens.Issue(People.Ada.Id, Life);
        time.Advance(TimeSpan.FromHours(2));

        tokens.TryRedeem(token, People.Ada.Id, Life).ShouldBeTrue();
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void TryRedeem_SomeTimeAfterTheDisconnect_WorksForAMinute(int seconds, bool expected)
    {
        var token = tokens.Issue(People.Ada.Id, Life);
        tokens.StartExpiry(token);
        time.Advance(TimeSpan.FromSeconds(seconds));

        tokens.TryRedeem(token, People.Ada.Id, Life).ShouldBe(expected);
    }

    [Fact]
    public void TryRedeem_ASecondTime_IsRefused()
    {
        var token = tokens.Issue(People.Ada.Id, Life);
        tokens.TryRedeem(token, People.Ada.Id, Life);

        tokens.TryRedeem(token, People.Ada.Id, Life).ShouldBeFalse();
    }

    [Fact]
    public void TryRedeem_BySomebodyElse_IsRefused() =>
        tokens.TryRedeem(tokens.Issue(People.Ada.Id, Life), People.Ben.Id, Life).ShouldBeFalse();

    [Fact]
    public void TryRedeem_InAnotherLifeOfThePost_IsRefused() =>
        tokens.TryRedeem(tokens.Issue(People.Ada.Id, Life), People.Ada.Id, Guid.NewGuid()).ShouldBeFalse();

    [Fact]
    public void Issue_EachTime_GivesAnother128Bits()
    {
        var made = Enumerable.Range(0, 100).Select(_ => tokens.Issue(People.Ada.Id, Life)).ToList();

        made.Distinct().Count().ShouldBe(100);
        made.ShouldAllBe(token => token.Length == 32);
    }
}
