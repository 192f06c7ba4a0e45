using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests.Opus;

public sealed class OpusTocTests
{
    private const OpusCodingMode Silk = OpusCodingMode.Silk;
    private const OpusCodingMode Hybrid = OpusCodingMode.Hybrid;
    private const OpusCodingMode Celt = OpusCodingMode.Celt;
    private const OpusAudioBandwidth NB = OpusAudioBandwidth.Narrowband;
    private const OpusAudioBandwidth MB = OpusAudioBandwidth.Mediumband;
    private const OpusAudioBandwidth WB = OpusAudioBandwidth.Wideband;
    private const OpusAudioBandwidth SWB = OpusAudioBandwidth.SuperWideband;
    private const OpusAudioBandwidth FB = OpusAudioBandwidth.Fullband;

    /// <summary>RFC 6716 table 2, one row per configuration.</summary>
    public static TheoryData<int, OpusCodingMode, OpusAudioBandwidth, double> Table2 => new()
    {
        { 0, Silk, NB, 10 }, { 1, Silk, NB, 20 }, { 2, Silk, NB, 40 }, { 3, Silk, NB, 60 },
        { 4, Silk, MB, 10 }, { 5, Silk, MB, 20 }, { 6, Silk, MB, 40 }, { 7, Silk, MB, 60 },
        { 8, Silk, WB, 10 }, { 9, Silk, WB, 20 }, { 10, Silk, WB, 40 }, { 11, Silk, WB, 60 },
        { 12, Hybrid, SWB, 10 }, { 13, Hybrid, SWB, 20 },
        { 14, Hybrid, FB, 10 }, { 15, Hybrid, FB, 20 },
        { 16, Celt, NB, 2.5 }, { 17, Celt, NB, 5 }, { 18, Celt, NB, 10 }, { 19, Celt, NB, 20 },
        { 20, Celt, WB, 2.5 }, { 21, Celt, WB, 5 }, { 22, Celt, WB, 10 }, { 23, Celt, WB, 20 },
        { 24, Celt, SWB, 2.5 }, { 25, Celt, SWB, 5 }, { 26, Celt, SWB, 10 }, { 27, Celt, SWB, 20 },
        { 28, Celt, FB, 2.5 }, { 29, Celt, FB, 5 }, { 30, Celt, FB, 10 }, { 31, Celt, FB, 20 },
    };

    [Theory]
    [MemberData(nameof(Table2))]
    public void Toc_EveryConfiguration_MatchesTable2OfRfc6716(
        int config, OpusCodingMode mode, OpusAudioBandwidth bandwidth, double frameMilliseconds)
    {
        for (var lowBits = 0; lowBits < 8; lowBits++)
        {
            var toc = new OpusToc((byte)((config << 3) | lowBits));

            toc.Config.ShouldBe(config);
            toc.Mode.ShouldBe(mode);
            toc.Bandwidth.ShouldBe(bandwidth);
            toc.FrameSamples.ShouldBe((int)(frameMilliseconds * 48));
            toc.IsStereo.ShouldBe(lowBits >= 4);
            toc.FrameCountCode.ShouldBe(lowBits & 3);
        }
    }
}
