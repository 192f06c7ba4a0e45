using System.Runtime.CompilerServices;
using Concentus.Enums;

namespace Concentus.Native;

internal sealed unsafe class NativeOpusDecoder : IOpusDecoder
{
    private readonly OpusDecoderHandle decoder;

    public NativeOpusDecoder(int sampleRate, int numChannels)
    {
        CodecArguments.CheckFormat(sampleRate, numChannels);
        decoder = new OpusDecoderHandle(LibOpus.opus_decoder_create(sampleRate, numChannels, out var error));
        CodecArguments.ThrowIfFailed(error, "creating a decoder");
        SampleRate = sampleRate;
        NumChannels = numChannels;
    }

    public int SampleRate { get; }

    public int NumChannels { get; }

    public OpusBandwidth Bandwidth => (OpusBandwidth)Get(OpusRequest.GetBandwidth);

    public uint FinalRange => unchecked((uint)Get(OpusRequest.GetFinalRange));

    public int Gain
    {
        get => Get(OpusRequest.GetGain);
        set
        {
            CodecArguments.CheckRange(nameof(Gain), value, short.MinValue, short.MaxValue);
            Set(OpusRequest.SetGain, value);
        }
    }

    public int LastPacketDuration => Get(OpusRequest.GetLastPacketDuration);

    public int Pitch => Get(OpusRequest.GetPitch);

    public int Decode(ReadOnlySpan<byte> in_data, Span<float> out_pcm, int frame_size, bool decode_fec = false)
    {
        CheckDecode(in_data.Length, out_pcm.Length, frame_size, decode_fec);
        int result;

        // An empty span pins to null, which is how the C API says "lost".
        fixed (byte* data = in_data)
        fixed (float* pcm = out_pcm)
        {
            result = LibOpus.opus_decode_float(decoder, data, in_data.Length, pcm, frame_size, decode_fec ? 1 : 0);
        }

        CodecArguments.ThrowIfFailed(result, "decoding");
        return result;
    }

    public int Decode(ReadOnlySpan<byte> in_data, Span<short> out_pcm, int frame_size, bool decode_fec = false)
    {
        CheckDecode(in_data.Length, out_pcm.Length, frame_size, decode_fec);
        int result;
        fixed (byte* data = in_data)
        fixed (short* pcm = out_pcm)
        {
            result = LibOpus.opus_decode(decoder, data, in_data.Length, pcm, frame_size, decode_fec ? 1 : 0);
        }

        CodecArguments.ThrowIfFailed(result, "decoding");
        return result;
    }

    public void ResetState() => Set(OpusRequest.ResetState, 0);

    public string GetVersionString() => LibOpus.Version();

    public void Dispose() => decoder.Dispose();

    private void CheckDecode(int packetLength, int pcmLength, int frameSize, bool decodeFec)
    {
        CodecArguments.CheckDecoderFrame(frameSize, SampleRate, exact: decodeFec || packetLength == 0);
        CodecArguments.CheckRoom("out_pcm", pcmLength, frameSize, NumChannels);
    }

    private int Get(int request, [CallerMemberName] string setting = "")
    {
        int value;
        CodecArguments.ThrowIfFailed(LibOpus.opus_decoder_ctl(decoder, request, (nint)(&value)), $"reading {setting}");
        return value;
    }

    private void Set(int request, int value, [CallerMemberName] string setting = "") =>
        CodecArguments.ThrowIfRefused(LibOpus.opus_decoder_ctl(decoder, request, value), setting);
}
