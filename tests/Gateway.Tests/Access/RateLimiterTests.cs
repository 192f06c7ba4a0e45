using System.Net;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Time.Testing;

namespace AudioRooms.Gateway.Tests.Access;

public sealed class RateLimiterTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly GatewayMetrics metrics = new(new OwnMeters());

    public void Dispose() => metrics.Dispose();

    // The initial values of the attack matrix.
    [Theory]
    [InlineData("Join", 30, 60)]
    [InlineData("RoomCreation", 10, 3_600)]
    [InlineData("Hand", 6, 60)]
    [InlineData("Reaction", 10, 1)]
    [InlineData("SignIn", 5, 60)]
    public void TryTake_OneAccountInAMoment_GetsTheBurst(string limit, int burst, int secondsToFill)
    {
        var limiter = Limiter();
        var counted = Enum.Parse<RateLimit>(limit);

        Enumerable.Range(0, 1_000).Count(_ => limiter.TryTake(counted, "ada", out TimeSpan _)).ShouldBe(burst);

        limiter.TryTake(counted, "ben", out _).ShouldBeTrue();
        limiter.TryTake(counted, "ada", out var retryAfter).ShouldBeFalse();
        retryAfter.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(secondsToFill));
        time.Advance(retryAfter);
        limiter.TryTake(counted, "ada", out _).ShouldBeTrue();
    }

    // All people of a load test, or of a school, join from one address.
    [Fact]
    public void TryTake_TwoThousandJoinsFromOneAddress_AllPass()
    {
        var limiter = Limiter();

        var passed = Enumerable.Range(0, 2_000).Count(user =>
            limiter.TryTake(RateLimit.Join, $"user{user}", out TimeSpan _)
                && limiter.TryTake(RateLimit.Join, IPAddress.Loopback, out _));

        passed.ShouldBe(2_000);
    }

    [Fact]
    public void TryTake_WithAChange_CountsByIt()
    {
        var limiter = Limiter("hand.account = 2/1m; join.account=none");

        Enumerable.Range(0, 10).Count(_ => limiter.TryTake(RateLimit.Hand, "ada", out TimeSpan _)).ShouldBe(2);
        Enumerable.Range(0, 1_000).Count(_ => limiter.TryTake(RateLimit.Join, "ada", out TimeSpan _)).ShouldBe(1_000);
    }

    [Theory]
    [InlineData("jion.account=1/1m")]
    [InlineData("join=1/1m")]
    [InlineData("join.account=1")]
    [InlineData("join.account=1/2m")]
    [InlineData("join.account=0/1m")]
    [InlineData("join.account=1/1m+")]
    [InlineData("join.account")]
    [InlineData("join.room=1/1m")]
    public void Validate_AChangeThatCannotBeRead_StopsTheHost(string change)
    {
        var options = new GatewayOptions { SigningKey = new byte[32], Limits = new RateLimitOptions { Changes = change } };

        new GatewayOptionsValidator().Validate(null, options).FailureMessage.ShouldBe(
            $"Limits: '{change}' is not a change of a limit, such as 'join.account=60/1m'; docs/limits.md lists the names.");
    }

    [Fact]
    public void TryTake_Refused_IsCountedByTheNameOfTheLimit()
    {
        var limiter = Limiter();
        var reached = new List<string?>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (metrics.Owns(instrument.Meter) && instrument.Name == "audiorooms.limits.reached")
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => reached.Add(tags[0].Value as string));
        listener.Start();

        for (var raised = 0; raised < 8; raised++)
        {
            limiter.TryTake(RateLimit.Hand, "ada", out TimeSpan _);
        }

        reached.ShouldBe(["hand", "hand"]);
    }

    [Fact]
    public void Defaults_OfEveryLimit_HaveOneRowAndOneName()
    {
        RateLimits.Defaults.Select(row => row.Limit).ShouldBe(Enum.GetValues<RateLimit>());
        RateLimits.Defaults.Select(row => row.Name).ShouldBeUnique();
    }

    [Fact]
    public void Document_OfTheLimits_IsTheTable()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "limits.md"));

        document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(
            RateLimits.Defaults.Select(
                row => $"| `{row.Name}` | {Shown(row.PerAccount)} | {Shown(row.PerAddress)} | {row.What} |"));
    }

    private static string Shown(RateRule? rule) => rule?.ToString() ?? "-";

    private RateLimiter Limiter(string changes = "") =>
        new(new GatewayOptions { Limits = new RateLimitOptions { Changes = changes } }, metrics, time);
}
