using AudioRooms.Domain.Schedule;

namespace AudioRooms.Domain.Tests.Schedule;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(12, 2_048)]
    [InlineData(13, 3_600)]
    [InlineData(int.MaxValue, 3_600)]
    public void After_SoManyFailures_DoublesToAnHour(int failures, int seconds) =>
        RetryDelay.After(failures).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void After_NoFailure_IsABug() => Should.Throw<ArgumentOutOfRangeException>(() => RetryDelay.After(0));
}
