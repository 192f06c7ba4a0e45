using AudioRooms.Audio.Levels;

namespace AudioRooms.Audio.Tests.Levels;

public sealed class LevelSmootherTests
{
    [Fact]
    public void Update_SpeechStartsAndStops_RisesFastAndFallsSlowly()
    {
        var smoother = new LevelSmoother();
        var now = TimeSpan.Zero;

        for (var packet = 0; packet < 6; packet++)
        {
            smoother.Update(20, now += AudioFormat.FrameDuration);
        }

        var afterSixPackets = smoother.Level;
        for (var packet = 0; packet < 5; packet++)
        {
            smoother.Update(127, now += AudioFormat.FrameDuration);
        }

        afterSixPackets.ShouldBeLessThan(32);
        smoother.Level.ShouldBeLessThan(60);
        smoother.Update(127, now + TimeSpan.FromSeconds(5)).ShouldBeGreaterThan(126);
    }

    [Fact]
    public void Update_OneLoudPacketNowAndThen_IsNoRise()
    {
        var smoother = new LevelSmoother();
        var now = TimeSpan.Zero;

        for (var packet = 0; packet < 500; packet++)
        {
            smoother.Update((byte)(packet % 10 == 0 ? 0 : 40), now += AudioFormat.FrameDuration);
        }

        smoother.Level.ShouldBe(40, 0.1);
    }
}
