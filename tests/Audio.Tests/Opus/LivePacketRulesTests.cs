using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests.Opus;

public sealed class LivePacketRulesTests
{
    public static TheoryData<string, byte[], LivePacketRefusal> Rows => new()
    {
        { "SILK 20 ms", [9 << 3, 1, 2], LivePacketRefusal.None },
        { "hybrid 20 ms", [15 << 3, 1, 2], LivePacketRefusal.None },
        { "CELT 20 ms", [31 << 3, 1, 2], LivePacketRefusal.None },
        { "stereo 20 ms: the decoder mixes it down", [(31 << 3) | 4, 1, 2], LivePacketRefusal.None },
        { "DTX", [9 << 3], LivePacketRefusal.None },
        { "one frame, counted", [(9 << 3) | 3, 1, 9], LivePacketRefusal.None },
        { "the largest", [9 << 3, .. new byte[1_274]], LivePacketRefusal.None },
        { "1,276 bytes", [9 << 3, .. new byte[1_275]], LivePacketRefusal.TooLarge },
        { "nothing", [], LivePacketRefusal.Malformed },
        { "odd pair", [(9 << 3) | 1, 1], LivePacketRefusal.Malformed },
        { "120 ms as 6 frames", [(9 << 3) | 3, 6], LivePacketRefusal.NotOneFrame },
        { "20 ms as 2 frames of 10", [(8 << 3) | 1, 1, 2], LivePacketRefusal.NotOneFrame },
        { "10 ms", [8 << 3, 1], LivePacketRefusal.NotTwentyMilliseconds },
        { "60 ms", [11 << 3, 1], LivePacketRefusal.NotTwentyMilliseconds },
        { "2.5 ms", [28 << 3, 1], LivePacketRefusal.NotTwentyMilliseconds },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Check_ByShape_AnswersTheNamedRefusal(string shape, byte[] data, LivePacketRefusal expected) =>
        LivePacketRules.Check(data).ShouldBe(expected, shape);

    [Fact]
    public void Check_FiveMegabytes_IsTooLarge() => LivePacketRules.Check(new byte[5 << 20]).ShouldBe(LivePacketRefusal.TooLarge);

    [Fact]
    public void Check_Malformed_NamesTheFramingRule()
    {
        LivePacketRules.Check([(9 << 3) | 1, 1], out _, out var error).ShouldBe(LivePacketRefusal.Malformed);

        error.ShouldBe(OpusPacketError.UnequalPair);
    }
}
