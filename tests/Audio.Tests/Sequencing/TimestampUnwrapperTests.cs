using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Tests.Sequencing;

public sealed class TimestampUnwrapperTests
{
    [Theory]
    [InlineData(new uint[] { 0, 960, 1_920 }, 1_920L)]
    [InlineData(new uint[] { 4_294_966_336, 0 }, 4_294_967_296L)]
    [InlineData(new uint[] { 0, 4_294_966_336 }, -960L)]
    [InlineData(new uint[] { 4_294_966_336, 0, 4_294_966_336 }, 4_294_966_336L)]
    public void Unwrap_AcrossTheWrap_IsTheNearestValue(uint[] timestamps, long expected)
    {
        var unwrapper = new TimestampUnwrapper();
        var last = 0L;

        foreach (var timestamp in timestamps)
        {
            last = unwrapper.Unwrap(timestamp);
        }

        last.ShouldBe(expected);
    }
}
