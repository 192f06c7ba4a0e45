using Concentus;
using Concentus.Enums;

namespace AudioRooms.Compat.Concentus;

public sealed class OpusCodecFactoryTests
{
    [Fact]
    public void CreateEncoder_WithALogger_NamesTheLibrary()
    {
        using var log = new StringWriter();

        using var encoder = OpusCodecFactory.CreateEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_VOIP, log);

        log.ToString().ShouldContain("libopus");
        encoder.GetVersionString().ShouldStartWith("libopus");
        encoder.SampleRate.ShouldBe(48_000);
        encoder.NumChannels.ShouldBe(1);
        encoder.Application.ShouldBe(OpusApplication.OPUS_APPLICATION_VOIP);
    }

    [Theory]
    [InlineData(44_100, 1, "sampleRate")]
    [InlineData(0, 1, "sampleRate")]
    [InlineData(-48_000, 1, "sampleRate")]
    [InlineData(48_000, 0, "numChannels")]
    [InlineData(48_000, 3, "numChannels")]
    public void Create_FormatOutOfBounds_NamesTheArgument(int sampleRate, int channels, string argument)
    {
        Should.Throw<ArgumentException>(() => OpusCodecFactory.CreateEncoder(sampleRate, channels)).ParamName.ShouldBe(argument);
        Should.Throw<ArgumentException>(() => OpusCodecFactory.CreateDecoder(sampleRate, channels)).ParamName.ShouldBe(argument);
    }

    [Fact]
    public void CreateEncoder_UnknownApplication_IsRefused() =>
        Should.Throw<ArgumentException>(() => OpusCodecFactory.CreateEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_UNIMPLEMENTED));
}
