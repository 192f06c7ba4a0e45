using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace AudioRooms.Gateway.Tests.Rooms;

public sealed class ResumeTokensTests
{
    private static readonly Guid Life = Guid.NewGuid();

    private static readonly RoomId Room = new(Identifiers.NewId());

    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);
    private readonly GatewayOptions options = new() { SigningKey = new byte[32] };
    private readonly ResumeTokens tokens;
    private readonly ResumeClaims claims;

    public ResumeTokensTests()
    {
        claims = new ResumeClaims(options, new GatewayIdentity(), time);
        tokens = new ResumeTokens(claims, time, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void TryRedeem_WhileTheConnectionLives_Works()
    {
        var token = tokens.Issue(People.Ada.Id, Room, Life);
        time.Advance(TimeSpan.FromHours(2));

        tokens.TryRedeem(token, People.Ada.Id, Life).ShouldBeTrue();
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void TryRedeem_SomeTimeAfterTheDisconnect_WorksForAMinute(int seconds, bool expected)
    {
        var token = tokens.Issue(People.Ada.Id, Room, Life);
        tokens.StartExpiry(token);
        time.Advance(TimeSpan.FromSeconds(seconds));

        tokens.TryRedeem(token, People.Ada.Id, Life).ShouldBe(expected);
    }

    [Fact]
    public void TryRedeem_ASecondTime_IsRefused()
    {
        var token = tokens.Issue(People.Ada.Id, Room, Life);
        tokens.TryRedeem(token, People.Ada.Id, Life);

        tokens.TryRedeem(token, People.Ada.Id, Life).ShouldBeFalse();
    }

    [Fact]
    public void TryRedeem_BySomebodyElse_IsRefused() =>
        tokens.TryRedeem(tokens.Issue(People.Ada.Id, Room, Life), People.Ben.Id, Life).ShouldBeFalse();

    [Fact]
    public void TryRedeem_InAnotherLifeOfThePost_IsRefused() =>
        tokens.TryRedeem(tokens.Issue(People.Ada.Id, Room, Life), People.Ada.Id, Guid.NewGuid()).ShouldBeFalse();

    [Fact]
    public void Issue_EachTime_GivesAnother128Bits()
    {
        var made = Enumerable.Range(0, 100).Select(_ => tokens.Issue(People.Ada.Id, Room, Life)).ToList();

        made.Distinct().Count().ShouldBe(100);
        made.Select(token => token[..22]).Distinct().Count().ShouldBe(100);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(719, true)]
    [InlineData(720, false)]
    [InlineData(-1, false)]
    public void Read_TokenOfAnotherGateway_HoldsForTwelveHours(int minutes, bool expected)
    {
        var token = new ResumeClaims(options, new GatewayIdentity(), time).Issue(People.Ada.Id, Room);
        var later = new FakeTimeProvider(DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(minutes));

        var claim = new ResumeClaims(options, new GatewayIdentity(), later).Read(token, People.Ada.Id, Room);

        claim.HasValue.ShouldBe(expected);
        claim.GetValueOrDefault().IsOwn.ShouldBeFalse();
    }

    [Fact]
    public void Read_OwnToken_SaysSo() =>
        claims.Read(claims.Issue(People.Ada.Id, Room), People.Ada.Id, Room).ShouldBe(new ResumeClaim(IsOwn: true));

    [Fact]
    public void Read_AnotherPersonRoomOrCluster_IsNothing()
    {
        var token = claims.Issue(People.Ada.Id, Room);

        claims.Read(token, People.Ben.Id, Room).ShouldBeNull();
        claims.Read(token, People.Ada.Id, new RoomId(Identifiers.NewId())).ShouldBeNull();
        options.SigningKey = [.. Enumerable.Repeat((byte)1, 32)];
        new ResumeClaims(options, new GatewayIdentity(), time).Read(token, People.Ada.Id, Room).ShouldBeNull();
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNothing()
    {
        var token = claims.Issue(People.Ada.Id, Room);
        for (var index = 0; index < token.Length; index++)
        {
            var changed = token.ToCharArray();
            changed[index] = changed[index] == 'A' ? 'B' : 'A';

            claims.Read(new string(changed), People.Ada.Id, Room).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("????????????????????????????????????????????????????????????????????????????????????????????????")]
    public void Read_NoToken_IsNothing(string text) => claims.Read(text, People.Ada.Id, Room).ShouldBeNull();
}
