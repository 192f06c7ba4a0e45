using Concentus.Enums;
using Concentus.Native;

namespace Concentus;

/// <summary>
/// Makes encoders and decoders over the reference library libopus. Upstream falls back to its own managed port when the
/// library is missing; here a missing library is a <see cref="DllNotFoundException"/> that names the package to install.
/// </summary>
public static class OpusCodecFactory
{
    /// <summary>Makes an encoder.</summary>
    /// <param name="sampleRate">Hz: 8,000, 12,000, 16,000, 24,000 or 48,000.</param>
    /// <param name="numChannels">1 or 2.</param>
    /// <param name="application">What to optimise for.</param>
    /// <param name="messageLogger">Receives one line that names the library in use; null for silence.</param>
    public static IOpusEncoder CreateEncoder(
        int sampleRate,
        int numChannels,
        OpusApplication application = OpusApplication.OPUS_APPLICATION_AUDIO,
        TextWriter? messageLogger = null)
    {
        LibOpusLoader.EnsureLoaded(messageLogger);
        return new NativeOpusEncoder(sampleRate, numChannels, application);
    }

    /// <summary>Makes a decoder.</summary>
    /// <param name="sampleRate">Hz of the output: 8,000, 12,000, 16,000, 24,000 or 48,000, whatever the packets'
    /// bandwidth.</param>
    /// <param name="numChannels">Channels of the output, 1 or 2; the codec mixes down or duplicates.</param>
    /// <param name="messageLogger">Receives one line that names the library in use; null for silence.</param>
    public static IOpusDecoder CreateDecoder(int sampleRate, int numChannels, TextWriter? messageLogger = null)
    {
        LibOpusLoader.EnsureLoaded(messageLogger);
        return new NativeOpusDecoder(sampleRate, numChannels);
    }
}
