using System.Runtime.CompilerServices;
using Concentus.Enums;

namespace Concentus.Native;

internal sealed unsafe class NativeOpusEncoder : IOpusEncoder
{
    private readonly OpusEncoderHandle encoder;

    public NativeOpusEncoder(int sampleRate, int numChannels, OpusApplication application)
    {
        CodecArguments.CheckFormat(sampleRate, numChannels);
        CheckApplication(application);
        encoder = new OpusEncoderHandle(LibOpus.opus_encoder_create(sampleRate, numChannels, (int)application, out var error));
        CodecArguments.ThrowIfFailed(error, "creating an encoder");
        SampleRate = sampleRate;
        NumChannels = numChannels;
    }

    public int SampleRate { get; }

    public int NumChannels { get; }

    public OpusApplication Application
    {
        get => (OpusApplication)Get(OpusRequest.GetApplication);
        set
        {
            CheckApplication(value);
            Set(OpusRequest.SetApplication, (int)value);
        }
    }

    public int Bitrate
    {
        get => Get(OpusRequest.GetBitrate);
        set
        {
            if (value <= 0 && value is not (CodecArguments.Automatic or CodecArguments.BitrateMax))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Bitrate),
                    value,
                    "Bitrate must be positive (it is clamped to 500 to 300000 bit/s per channel), -1000 for automatic or -1 for the maximum.");
            }

            Set(OpusRequest.SetBitrate, value);
        }
    }

    public int ForceChannels
    {
        get => Get(OpusRequest.GetForceChannels);
        set
        {
            if (value != CodecArguments.Automatic)
            {
                CodecArguments.CheckRange(nameof(ForceChannels), value, 1, NumChannels);
            }

            Set(OpusRequest.SetForceChannels, value);
        }
    }

    public OpusBandwidth MaxBandwidth
    {
        get => (OpusBandwidth)Get(OpusRequest.GetMaxBandwidth);
        set
        {
            CodecArguments.CheckMember(
                nameof(MaxBandwidth),
                value,
                OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND,
                OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND,
                OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND,
                OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND,
                OpusBandwidth.OPUS_BANDWIDTH_FULLBAND);
            Set(OpusRequest.SetMaxBandwidth, (int)value);
        }
    }

    public OpusBandwidth Bandwidth
    {
        get => (OpusBandwidth)Get(OpusRequest.GetBandwidth);
        set
        {
            CodecArguments.CheckMember(
                nameof(Bandwidth),
                value,
                OpusBandwidth.OPUS_BANDWIDTH_AUTO,
                OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND,
                OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND,
                OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND,
                OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND,
                OpusBandwidth.OPUS_BANDWIDTH_FULLBAND);
            Set(OpusRequest.SetBandwidth, (int)value);
        }
    }

    public bool UseDTX
    {
        get => Get(OpusRequest.GetDtx) != 0;
        set => Set(OpusRequest.SetDtx, value ? 1 : 0);
    }

    public int Complexity
    {
        get => Get(OpusRequest.GetComplexity);
        set
        {
            CodecArguments.CheckRange(nameof(Complexity), value, 0, 10);
            Set(OpusRequest.SetComplexity, value);
        }
    }

    public bool UseInbandFEC
    {
        get => Get(OpusRequest.GetInbandFec) != 0;
        set => Set(OpusRequest.SetInbandFec, value ? 1 : 0);
    }

    public int PacketLossPercent
    {
        get => Get(OpusRequest.GetPacketLossPercent);
        set
        {
            CodecArguments.CheckRange(nameof(PacketLossPercent), value, 0, 100);
            Set(OpusRequest.SetPacketLossPercent, value);
        }
    }

    public bool UseVBR
    {
        get => Get(OpusRequest.GetVbr) != 0;
        set => Set(OpusRequest.SetVbr, value ? 1 : 0);
    }

    public bool UseConstrainedVBR
    {
        get => Get(OpusRequest.GetVbrConstraint) != 0;
        set => Set(OpusRequest.SetVbrConstraint, value ? 1 : 0);
    }

    public OpusSignal SignalType
    {
        get => (OpusSignal)Get(OpusRequest.GetSignal);
        set
        {
            CodecArguments.CheckMember(
                nameof(SignalType), value, OpusSignal.OPUS_SIGNAL_AUTO, OpusSignal.OPUS_SIGNAL_VOICE, OpusSignal.OPUS_SIGNAL_MUSIC);
            Set(OpusRequest.SetSignal, (int)value);
        }
    }

    public int Lookahead => Get(OpusRequest.GetLookahead);

    public uint FinalRange => unchecked((uint)Get(OpusRequest.GetFinalRange));

    public int LSBDepth
    {
        get => Get(OpusRequest.GetLsbDepth);
        set
        {
            CodecArguments.CheckRange(nameof(LSBDepth), value, 8, 24);
            Set(OpusRequest.SetLsbDepth, value);
        }
    }

    public OpusFramesize ExpertFrameDuration
    {
        get => (OpusFramesize)Get(OpusRequest.GetExpertFrameDuration);
        set
        {
            // OPUS_FRAMESIZE_VARIABLE was an experiment of libopus 1.1; the library has refused it since.
            CodecArguments.CheckMember(
                nameof(ExpertFrameDuration),
                value,
                OpusFramesize.OPUS_FRAMESIZE_ARG,
                OpusFramesize.OPUS_FRAMESIZE_2_5_MS,
                OpusFramesize.OPUS_FRAMESIZE_5_MS,
                OpusFramesize.OPUS_FRAMESIZE_10_MS,
                OpusFramesize.OPUS_FRAMESIZE_20_MS,
                OpusFramesize.OPUS_FRAMESIZE_40_MS,
                OpusFramesize.OPUS_FRAMESIZE_60_MS);
            Set(OpusRequest.SetExpertFrameDuration, (int)value);
        }
    }

    public OpusMode ForceMode
    {
        set
        {
            CodecArguments.CheckMember(
                nameof(ForceMode), value, OpusMode.MODE_AUTO, OpusMode.MODE_SILK_ONLY, OpusMode.MODE_HYBRID, OpusMode.MODE_CELT_ONLY);
            Set(OpusRequest.SetForceMode, (int)value);
        }
    }

    public bool PredictionDisabled
    {
        get => Get(OpusRequest.GetPredictionDisabled) != 0;
        set => Set(OpusRequest.SetPredictionDisabled, value ? 1 : 0);
    }

    public int Encode(ReadOnlySpan<short> in_pcm, int frame_size, Span<byte> out_data, int max_data_bytes)
    {
        CheckEncode(in_pcm.Length, frame_size, out_data.Length, max_data_bytes);
        int result;
        fixed (short* pcm = in_pcm)
        fixed (byte* data = out_data)
        {
            result = LibOpus.opus_encode(encoder, pcm, frame_size, data, max_data_bytes);
        }

        CodecArguments.ThrowIfFailed(result, "encoding");
        return result;
    }

    public int Encode(ReadOnlySpan<float> in_pcm, int frame_size, Span<byte> out_data, int max_data_bytes)
    {
        CheckEncode(in_pcm.Length, frame_size, out_data.Length, max_data_bytes);
        int result;
        fixed (float* pcm = in_pcm)
        fixed (byte* data = out_data)
        {
            result = LibOpus.opus_encode_float(encoder, pcm, frame_size, data, max_data_bytes);
        }

        CodecArguments.ThrowIfFailed(result, "encoding");
        return result;
    }

    public void ResetState() => Set(OpusRequest.ResetState, 0);

    public string GetVersionString() => LibOpus.Version();

    public void Dispose() => encoder.Dispose();

    private static void CheckApplication(OpusApplication application) => CodecArguments.CheckMember(
        nameof(application),
        application,
        OpusApplication.OPUS_APPLICATION_VOIP,
        OpusApplication.OPUS_APPLICATION_AUDIO,
        OpusApplication.OPUS_APPLICATION_RESTRICTED_LOWDELAY);

    private void CheckEncode(int pcmLength, int frameSize, int dataLength, int maxDataBytes)
    {
        CodecArguments.CheckEncoderFrame(frameSize, SampleRate);
        CodecArguments.CheckRoom("in_pcm", pcmLength, frameSize, NumChannels);
        CodecArguments.CheckRange("max_data_bytes", maxDataBytes, 1, dataLength);
    }

    private int Get(int request, [CallerMemberName] string setting = "")
    {
        int value;
        CodecArguments.ThrowIfFailed(LibOpus.opus_encoder_ctl(encoder, request, (nint)(&value)), $"reading {setting}");
        return value;
    }

    private void Set(int request, int value, [CallerMemberName] string setting = "") =>
        CodecArguments.ThrowIfRefused(LibOpus.opus_encoder_ctl(encoder, request, value), setting);
}
