using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

/// <summary>
/// Decodes the packets of one link of an Ogg Opus file to 48 kHz mono: all streams mixed down, with the header's gain (RFC 7845
/// §5.1). The caller cuts off the pre-skip and the end. One per link, fed in order. Not thread-safe.
/// </summary>
public sealed class OggMonoDecoder : IDisposable
{
    private readonly OpusDecoder[] decoders;
    private readonly float[] weights;
    private readonly PeakLimiter? limiter;
    private readonly float[] part;
    private readonly byte[] scratch;

    /// <summary>Makes a decoder.</summary>
    /// <param name="header">The header of the link.</param>
    public OggMonoDecoder(OggOpusHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        decoders = [.. Enumerable.Range(0, header.StreamCount).Select(_ => new OpusDecoder())];
        weights = [.. (header.Layout?.MonoWeights() ?? [1f]).Select(weight => weight * header.OutputGain)];
        limiter = header.OutputGain > 1 ? new PeakLimiter() : null;
        part = new float[OpusPacket.MaxSamples];
        scratch = new byte[header.StreamCount > 1 ? OggOpusReader.MaxPacketBytes : 0];
    }

    /// <summary>Duration of a packet with any number of streams.</summary>
    /// <param name="packet">A packet from <see cref="OggOpusReader.TryReadPacket"/>; borrowed.</param>
    /// <returns>Samples per channel at 48 kHz; 0 if the bytes are no packet.</returns>
    public static int DurationOf(ReadOnlySpan<byte> packet) => OpusMultistream.DurationOf(packet);

    /// <summary>Decodes one packet.</summary>
    /// <param name="packet">A packet from <see cref="OggOpusReader.TryReadPacket"/>; borrowed.</param>
    /// <param name="pcm">Receives the samples, range ±1. <see cref="OpusPacket.MaxSamples"/> are always enough.</param>
    /// <returns>
    /// Samples written; 0 if the packet does not belong to this link. A packet that the codec cannot read is concealed.
    /// </returns>
    public int Decode(ReadOnlySpan<byte> packet, Span<float> pcm)
    {
        var samples = OpusMultistream.DurationOf(packet);
        if (samples == 0 || samples > pcm.Length)
        {
            return 0;
        }

        pcm = pcm[..samples];
        pcm.Clear();
        for (var stream = 0; stream < decoders.Length; stream++)
        {
            var one = packet;
            if (stream < decoders.Length - 1)
            {
                if (!OpusMultistream.TryTakeDelimited(ref packet, scratch, out var bytes))
                {
                    return 0;
                }

                one = scratch.AsSpan(0, bytes);
            }

            if (!decoders[stream].TryDecode(one, part, out var decoded) || decoded != samples)
            {
                decoders[stream].Conceal(part.AsSpan(0, samples));
            }

            for (var index = 0; index < samples; index++)
            {
                pcm[index] += weights[stream] * part[index];
            }
        }

        limiter?.Apply(pcm);
        return samples;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var decoder in decoders)
        {
            decoder.Dispose();
        }
    }
}
