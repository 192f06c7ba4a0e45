using AudioRooms.Gateway.FanOut;

namespace AudioRooms.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    private readonly GatewayOptionsValidator validator = new();

    [Fact]
    public void Validate_DefaultsWithASigningKey_AreValid() =>
        validator.Validate(null, new GatewayOptions { SigningKey = new byte[32] }).Succeeded.ShouldBeTrue();

    [Fact]
    public void Validate_SeveralMistakes_SaysAllAtOnceAndNoSecret()
    {
        var options = new GatewayOptions { SigningKey = new byte[31], OperatorKey = "too short" };
        options.Session.PacketBurst = 0;
        options.WebSockets.AllowedOrigins = ["*"];
        options.FanOut.AudienceTick = TimeSpan.FromMilliseconds(42);
        options.AccessTokens.ClockSkew = TimeSpan.FromMinutes(5);

        validator.Validate(null, options).Failures.ShouldBe(
        [
            "SigningKey must have at least 32 bytes.",
            "OperatorKey must have at least 16 characters, or be null.",
            "AccessTokens: The field ClockSkew must be between 00:00:00 and 00:01:00.",
            "Session: The field PacketBurst must be between 1 and 200.",
            "WebSockets: \"*\" is not an origin; an origin is scheme://host or scheme://host:port, with nothing after it.",
            "FanOut: AudienceTick must be a multiple of 5 ms.",
        ]);
    }

    [Fact]
    public void Validate_AckWindowShorterThanWhatIsUnderWayAnyhow_IsRefused()
    {
        var options = new GatewayOptions { SigningKey = new byte[32] };
        options.FanOut.AckEvery = TimeSpan.FromMilliseconds(400);

        validator.Validate(null, options).FailureMessage.ShouldBe(
            "FanOut: AckWindow must be above AckEvery and AudienceTickMax together; otherwise sound waits for acknowledgements.");
    }

    [Fact]
    public void Validate_AudienceTickThatShouldLengthenToLess_IsRefused()
    {
        var options = new GatewayOptions { SigningKey = new byte[32] };
        options.FanOut.AudienceTickMax = TimeSpan.FromMilliseconds(40);

        validator.Validate(null, options).FailureMessage.ShouldBe("FanOut: AudienceTickMax must not be below AudienceTick.");
    }

    [Fact]
    public void FanOutOptions_Defaults_AreThoseOfTheDesign()
    {
        var options = new FanOutOptions();

        options.AudienceTick.ShouldBe(TimeSpan.FromMilliseconds(60));
        options.AudienceTickMax.ShouldBe(TimeSpan.FromMilliseconds(160));
        options.AckEvery.ShouldBe(TimeSpan.FromMilliseconds(250));
        options.EconomyTick.ShouldBe(TimeSpan.FromMilliseconds(120));
        options.AckWindow.ShouldBe(TimeSpan.FromMilliseconds(500));
        options.LoudestOnlyAfter.ShouldBe(TimeSpan.FromSeconds(3));
        options.CloseAfter.ShouldBe(TimeSpan.FromSeconds(10));
        options.Replay.ShouldBe(TimeSpan.FromSeconds(2));
    }
}
