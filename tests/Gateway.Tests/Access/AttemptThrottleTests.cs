using System.Net;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace AudioRooms.Gateway.Tests.Access;

public sealed class AttemptThrottleTests : IDisposable
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider time = new();
    private readonly GatewayMetrics metrics = new(new OwnMeters());

    public void Dispose() => metrics.Dispose();

    [Fact]
    public void TryBegin_SixTriesForOneAccount_RefusesTheSixthAndSaysForHowLong()
    {
        var throttle = Throttle();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            throttle.TryBegin("ada", Home, out _).ShouldBeTrue();
        }

        throttle.TryBegin("ada", Home, out var retryAfter).ShouldBeFalse();

        retryAfter.ShouldBe(TimeSpan.FromSeconds(12));
        time.Advance(retryAfter);
        throttle.TryBegin("ada", Home, out _).ShouldBeTrue();
    }

    [Fact]
    public void TryBegin_OneAccountFromManyAddresses_CountsTogether()
    {
        var throttle = Throttle();

        var accepted = Enumerable.Range(1, 20).Count(host => throttle.TryBegin("ada", IPAddress.Parse($"192.0.2.{host}"), out _));

        accepted.ShouldBe(5);
    }

    [Fact]
    public void TryBegin_ManyAccountsFromOneAddress_StopsAtThirty()
    {
        var throttle = Throttle();

        var accepted = Enumerable.Range(1, 100).Count(account => throttle.TryBegin($"user{account}", Home, out _));

        accepted.ShouldBe(30);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 30)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", 60)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", 30)]
    public void TryBegin_TwoAddresses_CountTogetherIfTheyAreOneNetwork(string first, string second, int expected)
    {
        var throttle = Throttle();
        var addresses = new[] { IPAddress.Parse(first), IPAddress.Parse(second) };

        var accepted = Enumerable.Range(0, 200).Count(
            attempt => throttle.TryBegin($"user{attempt}", addresses[attempt % 2], out _));

        accepted.ShouldBe(expected);
    }

    [Fact]
    public void TryBegin_MoreThanItRemembers_RefusesUntilOthersAreIdle()
    {
        var throttle = Throttle(new RateLimitOptions { RememberedMax = 100, Changes = "sign_in.address=1000/1m" });
        for (var account = 0; account < 100; account++)
        {
            throttle.TryBegin($"user{account}", Home, out _).ShouldBeTrue();
        }

        throttle.TryBegin("one too many", Home, out var retryAfter).ShouldBeFalse();

        time.Advance(retryAfter);
        throttle.TryBegin("one too many", Home, out _).ShouldBeTrue();
    }

    [Fact]
    public void TryBeginCode_ThousandCodesFromOneAddress_TakesFiveAMinute()
    {
        var throttle = Throttle();

        var accepted = Enumerable.Range(0, 1_000).Count(attempt => throttle.TryBeginCode(Home, out var wait));

        accepted.ShouldBe(5);
        throttle.TryBeginCode(Home, out var retryAfter).ShouldBeFalse();
        retryAfter.ShouldBe(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void TryBeginFrom_OneAddress_SharesTheLimitOfSignIns()
    {
        var throttle = Throttle();
        for (var account = 0; account < 30; account++)
        {
            throttle.TryBegin($"user{account}", Home, out _).ShouldBeTrue();
        }

        throttle.TryBeginFrom(Home, out _).ShouldBeFalse();
    }

    private AttemptThrottle Throttle(RateLimitOptions? limits = null) =>
        new(new RateLimiter(new GatewayOptions { Limits = limits ?? new RateLimitOptions() }, metrics, time));
}
