using Concentus;
using Concentus.Enums;

namespace AudioRooms.Compat.Concentus;

public sealed class OpusEncoderTests : IDisposable
{
    private readonly IOpusEncoder encoder = OpusCodecFactory.CreateEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    private readonly byte[] packet = new byte[1_500];

    public void Dispose() => encoder.Dispose();

    [Fact]
    public void Settings_SetAndRead_AreKeptByTheLibrary()
    {
        encoder.Bitrate = 24_000;
        encoder.Complexity = 5;
        encoder.UseInbandFEC = true;
        encoder.PacketLossPercent = 10;
        encoder.UseDTX = true;
        encoder.SignalType = OpusSignal.OPUS_SIGNAL_VOICE;
        encoder.MaxBandwidth = OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND;
        encoder.ForceChannels = 1;
        encoder.UseVBR = false;
        encoder.UseConstrainedVBR = false;
        encoder.LSBDepth = 16;
        encoder.ExpertFrameDuration = OpusFramesize.OPUS_FRAMESIZE_20_MS;
        encoder.PredictionDisabled = true;

        encoder.Bitrate.ShouldBe(24_000);
        encoder.Complexity.ShouldBe(5);
        encoder.UseInbandFEC.ShouldBeTrue();
        encoder.PacketLossPercent.ShouldBe(10);
        encoder.UseDTX.ShouldBeTrue();
        encoder.SignalType.ShouldBe(OpusSignal.OPUS_SIGNAL_VOICE);
        encoder.MaxBandwidth.ShouldBe(OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND);
        encoder.ForceChannels.ShouldBe(1);
        encoder.UseVBR.ShouldBeFalse();
        encoder.UseConstrainedVBR.ShouldBeFalse();
        encoder.LSBDepth.ShouldBe(16);
        encoder.ExpertFrameDuration.ShouldBe(OpusFramesize.OPUS_FRAMESIZE_20_MS);
        encoder.PredictionDisabled.ShouldBeTrue();
        encoder.Lookahead.ShouldBe(312);
    }

    public static TheoryData<string, Action<IOpusEncoder>, string> OutOfBounds => new()
    {
        { "complexity 11", encoder => encoder.Complexity = 11, "Complexity must be between 0 and 10." },
        { "complexity -1", encoder => encoder.Complexity = -1, "Complexity must be between 0 and 10." },
        { "loss 101", encoder => encoder.PacketLossPercent = 101, "PacketLossPercent must be between 0 and 100." },
        { "depth 7", encoder => encoder.LSBDepth = 7, "LSBDepth must be between 8 and 24." },
        { "two channels of one", encoder => encoder.ForceChannels = 2, "ForceChannels must be between 1 and 1." },
        { "bitrate 0", encoder => encoder.Bitrate = 0, "Bitrate must be positive" },
        { "automatic maximum", encoder => encoder.MaxBandwidth = OpusBandwidth.OPUS_BANDWIDTH_AUTO, "MaxBandwidth must be one of" },
        { "bandwidth 5", encoder => encoder.Bandwidth = (OpusBandwidth)5, "Bandwidth must be one of" },
        { "signal 5", encoder => encoder.SignalType = (OpusSignal)5, "SignalType must be one of" },
        { "variable duration", encoder => encoder.ExpertFrameDuration = OpusFramesize.OPUS_FRAMESIZE_VARIABLE, "must be one of" },
        { "mode 5", encoder => encoder.ForceMode = (OpusMode)5, "ForceMode must be one of" },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public void Setting_OutOfBounds_IsRefusedWithTheBound(string setting, Action<IOpusEncoder> set, string message) =>
        Should.Throw<ArgumentException>(() => set(encoder)).Message.ShouldContain(message, customMessage: setting);

    [Fact]
    public void Bitrate_BeyondTheCodecsRange_IsClamped()
    {
        encoder.Bitrate = 10_000_000;

        encoder.Bitrate.ShouldBe(300_000);
    }

    [Fact]
    public void Application_AfterTheFirstFrame_IsRefusedUntilReset()
    {
        encoder.Encode(new short[960], 960, packet, packet.Length);

        Should.Throw<ArgumentException>(() => encoder.Application = OpusApplication.OPUS_APPLICATION_AUDIO);

        encoder.ResetState();
        encoder.Application = OpusApplication.OPUS_APPLICATION_AUDIO;
        encoder.Application.ShouldBe(OpusApplication.OPUS_APPLICATION_AUDIO);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(480)]
    [InlineData(960)]
    [InlineData(2_880)]
    [InlineData(5_760)]
    public void Encode_PermittedDuration_GivesAPacketOfThatDuration(int frameSize)
    {
        var length = encoder.Encode(new float[frameSize], frameSize, packet, packet.Length);

        global::Concentus.Structs.OpusPacketInfo.GetNumSamples(packet.AsSpan(0, length), 48_000).ShouldBe(frameSize);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-960)]
    [InlineData(100)]
    [InlineData(961)]
    [InlineData(1_440)]
    [InlineData(5_880)]
    [InlineData(int.MaxValue)]
    public void Encode_OtherDuration_IsRefusedWithTheBounds(int frameSize) =>
        Should.Throw<ArgumentException>(() => encoder.Encode(new short[6_000], frameSize, packet, packet.Length))
            .Message.ShouldContain("120 to 5760 samples per channel at 48000 Hz");

    [Fact]
    public void Encode_BuffersTooShort_AreRefusedBeforeAnythingIsRead()
    {
        Should.Throw<ArgumentException>(() => encoder.Encode(new short[959], 960, packet, packet.Length)).Message.ShouldContain("need 960");
        Should.Throw<ArgumentException>(() => encoder.Encode(new float[959], 960, packet, packet.Length)).Message.ShouldContain("need 960");
        Should.Throw<ArgumentException>(() => encoder.Encode(new short[960], 960, packet, packet.Length + 1));
        Should.Throw<ArgumentException>(() => encoder.Encode(new short[960], 960, packet, 0));
    }

    [Fact]
    public void Encode_AfterDispose_Throws()
    {
        encoder.Dispose();

        Should.Throw<ObjectDisposedException>(() => encoder.Encode(new short[960], 960, packet, packet.Length));
    }

    [Fact]
    public void FinalRange_EncoderAndDecoder_Agree()
    {
        using var decoder = OpusCodecFactory.CreateDecoder(48_000, 1);
        var pcm = new float[960];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] = MathF.Sin(index * 0.05f) * 0.3f;
        }

        var length = encoder.Encode(pcm, 960, packet, packet.Length);
        decoder.Decode(packet.AsSpan(0, length), pcm, 960).ShouldBe(960);

        decoder.FinalRange.ShouldBe(encoder.FinalRange);
        decoder.FinalRange.ShouldNotBe(0u);
    }
}
