using Grpc.StandIn;

namespace AudioRooms.Compat.Grpc.Wire;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4m", 40_000)]
    [InlineData("5u", 50)]
    [InlineData("600n", 6)]
    [InlineData("1n", 1)] // below the clock's resolution: over at once, not never
    [InlineData("99999999S", 999_999_990_000_000)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void TryParse_EachUnit_IsRead(string text, long ticks)
    {
        var isTimeout = GrpcTimeout.TryParse(text, out var timeout);

        isTimeout.ShouldBeTrue();
        timeout.Ticks.ShouldBe(ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("S")]
    [InlineData("123456789S")] // nine digits
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1s")]
    [InlineData("1x")]
    [InlineData("0S")] // the protocol's timeouts are positive
    [InlineData("1.5S")]
    public void TryParse_WhatIsNoTimeout_IsRefused(string? text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(-1, "1n")]
    [InlineData(1, "1u")] // rounded up: the server must not give up first
    [InlineData(10_000_000, "1000000u")]
    [InlineData(1_000_000_000, "100000m")]
    [InlineData(10_000_000_000_000, "1000000S")]
    [InlineData(1_000_000_000_000_000_001, "27777778H")]
    [InlineData(10_000_000_000_000_000, "16666667M")]
    [InlineData(long.MaxValue, "99999999H")] // as long as can be said
    public void Format_AnyTimeout_TakesTheFinestUnitOfEightDigits(long ticks, string text) =>
        GrpcTimeout.Format(new TimeSpan(ticks)).ShouldBe(text);
}
