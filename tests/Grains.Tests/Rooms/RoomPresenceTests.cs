using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Tests.Rooms;

public sealed class RoomPresenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly UserId Ada = new("ada");

    private readonly RoomPresence presence = new();

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void IsGone_NotReported_AfterTheGracePeriodOnly(int seconds, bool expected)
    {
        presence.Expect(Ada, Noon);

        presence.IsAbsent(Ada, Noon.AddSeconds(seconds), Grace).ShouldBe(expected);
    }

    [Fact]
    public void IsGone_ReportedAgain_IsNot()
    {
        presence.Expect(Ada, Noon);
        presence.Report(new GatewayPresence("a", 0, [Ada]), Noon.AddSeconds(25));

        presence.IsAbsent(Ada, Noon.AddSeconds(50), Grace).ShouldBeFalse();
    }

    [Fact]
    public void IsGone_RaisedHandReported_IsNot()
    {
        presence.Expect(Ada, Noon);
        presence.Report(new GatewayPresence("a", 1, []) { Hands = [Ada] }, Noon.AddSeconds(25));

        presence.IsAbsent(Ada, Noon.AddSeconds(50), Grace).ShouldBeFalse();
    }

    [Fact]
    public void Forget_Gateway_TakesItsListenersOffTheCount()
    {
        presence.Report(new GatewayPresence("a", 3, []), Noon);
        presence.Report(new GatewayPresence("b", 4, []), Noon);

        presence.Forget("a");

        presence.ListenerCount.ShouldBe(4);
    }

    [Fact]
    public void Report_OlderThanTheLastOne_ChangesNothing()
    {
        presence.Report(new GatewayPresence("a", 3, []) { Number = 7 }, Noon).ShouldBeTrue();

        presence.Report(new GatewayPresence("a", 9, [Ada]) { Number = 6 }, Noon).ShouldBeFalse();
        presence.Report(new GatewayPresence("a", 9, [Ada]) { Number = 7 }, Noon).ShouldBeFalse();

        presence.ListenerCount.ShouldBe(3);
        presence.IsAbsent(Ada, Noon, Grace).ShouldBeTrue();
    }

    [Fact]
    public void Close_AReportThatItOvertook_CountsNoLonger()
    {
        presence.Report(new GatewayPresence("a", 3, []) { Number = 6 }, Noon);

        presence.Close("a", number: 7, Noon);

        presence.Report(new GatewayPresence("a", 4, []) { Number = 7 }, Noon.AddSeconds(1)).ShouldBeFalse();
        presence.ListenerCount.ShouldBe(0);
    }

    [Fact]
    public void Close_TheGatewayOpensAgain_CountsAgain()
    {
        presence.Close("a", number: 7, Noon);

        presence.Report(new GatewayPresence("a", 4, []) { Number = 8 }, Noon.AddSeconds(1)).ShouldBeTrue();
        presence.ForgetClosed(Noon.AddMinutes(2));

        presence.ListenerCount.ShouldBe(4);
    }
}
