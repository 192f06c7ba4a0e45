using Concentus.Enums;
using Concentus.Structs;

namespace AudioRooms.Compat.Concentus;

public sealed class OpusPacketInfoTests
{
    [Theory]
    [InlineData(0, OpusMode.MODE_SILK_ONLY, OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND, 480)]
    [InlineData(3, OpusMode.MODE_SILK_ONLY, OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND, 2_880)]
    [InlineData(5, OpusMode.MODE_SILK_ONLY, OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND, 960)]
    [InlineData(9, OpusMode.MODE_SILK_ONLY, OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND, 960)]
    [InlineData(12, OpusMode.MODE_HYBRID, OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND, 480)]
    [InlineData(15, OpusMode.MODE_HYBRID, OpusBandwidth.OPUS_BANDWIDTH_FULLBAND, 960)]
    [InlineData(16, OpusMode.MODE_CELT_ONLY, OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND, 120)]
    [InlineData(23, OpusMode.MODE_CELT_ONLY, OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND, 960)]
    [InlineData(26, OpusMode.MODE_CELT_ONLY, OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND, 480)]
    [InlineData(31, OpusMode.MODE_CELT_ONLY, OpusBandwidth.OPUS_BANDWIDTH_FULLBAND, 960)]
    public void Statics_ByConfiguration_AnswerAsTheStandardSays(int config, OpusMode mode, OpusBandwidth bandwidth, int frameSamples)
    {
        byte[] packet = [(byte)(config << 3), 1];

        OpusPacketInfo.GetEncoderMode(packet).ShouldBe(mode);
        OpusPacketInfo.GetBandwidth(packet).ShouldBe(bandwidth);
        OpusPacketInfo.GetNumSamplesPerFrame(packet, 48_000).ShouldBe(frameSamples);
        OpusPacketInfo.GetNumEncodedChannels(packet).ShouldBe(1);
    }

    [Theory]
    [InlineData(new byte[] { }, OpusError.OPUS_BAD_ARG)]
    [InlineData(new byte[] { 72 }, 1)]
    [InlineData(new byte[] { 73 }, 2)]
    [InlineData(new byte[] { 74 }, 2)]
    [InlineData(new byte[] { 75 }, OpusError.OPUS_INVALID_PACKET)]
    [InlineData(new byte[] { 75, 6 }, 6)]
    public void GetNumFrames_ByCode_CountsOrAnswersTheCode(byte[] packet, int expected) =>
        OpusPacketInfo.GetNumFrames(packet).ShouldBe(expected);

    [Theory]
    [InlineData(new byte[] { 75, 6 }, 5_760)]
    [InlineData(new byte[] { 75, 7 }, OpusError.OPUS_INVALID_PACKET)]
    [InlineData(new byte[] { }, OpusError.OPUS_BAD_ARG)]
    public void GetNumSamples_ByDuration_IsBoundedTo120Milliseconds(byte[] packet, int expected) =>
        OpusPacketInfo.GetNumSamples(packet, 48_000).ShouldBe(expected);
}
