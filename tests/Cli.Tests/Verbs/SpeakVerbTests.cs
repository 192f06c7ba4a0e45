using AudioRooms.Cli.Verbs;

namespace AudioRooms.Cli.Tests.Verbs;

public sealed class SpeakVerbTests
{
    [Theory]
    [InlineData(20, false, null, "for 20 s")]
    [InlineData(20, false, 8.0, "for 8 s")]
    [InlineData(20, false, 60.0, "for 20 s")]
    [InlineData(20, true, null, "until you stop it")]
    [InlineData(20, true, 60.0, "for 60 s")]
    [InlineData(2.5, false, null, "for 2.5 s")]
    public void HowLong_FileAndOptions_SaysWhatWillHappen(double file, bool loop, double? seconds, string expected)
    {
        var longest = seconds is { } stop ? TimeSpan.FromSeconds(stop) : (TimeSpan?)null;

        SpeakVerb.HowLong(TimeSpan.FromSeconds(file), loop, longest).ShouldBe(expected);
    }
}
