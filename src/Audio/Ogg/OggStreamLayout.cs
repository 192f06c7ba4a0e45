namespace AudioRooms.Audio.Ogg;

/// <summary>
/// The coding of the channels of a file with mapping family 1: several Opus streams in each packet (RFC 7845 §5.1.1).
/// </summary>
/// <param name="StreamCount">Streams in each packet, 1 to 8 here.</param>
/// <param name="CoupledCount">Number of stereo streams; they are the first ones.</param>
/// <param name="Mapping">
/// For each channel in Vorbis order, the decoded channel that it takes: first those of the stereo streams, two each, then the
/// mono ones; 255 for silence.
/// </param>
public sealed record OggStreamLayout(int StreamCount, int CoupledCount, IReadOnlyList<byte> Mapping)
{
    /// <summary>In Vorbis order the low-frequency channel is the last one of 5.1, 6.1 and 7.1.</summary>
    private const int FewestChannelsWithBass = 6;

    /// <summary>
    /// The weight of each stream in a mono mix: as many shares as it has channels; the sum is 1. As in any downmix the
    /// low-frequency channel is left out: its sound below 120 Hz is an effect, and the other channels are complete without it.
    /// </summary>
    internal float[] MonoWeights()
    {
        var weights = new float[StreamCount];
        var channelCount = Mapping.Count >= FewestChannelsWithBass ? Mapping.Count - 1 : Mapping.Count;
        for (var channel = 0; channel < channelCount; channel++)
        {
            int decoded = Mapping[channel];
            if (decoded < StreamCount + CoupledCount)
            {
                weights[decoded < 2 * CoupledCount ? decoded / 2 : decoded - CoupledCount]++;
            }
        }

        var sum = weights.Sum();
        for (var stream = 0; stream < weights.Length && sum > 0; stream++)
        {
            weights[stream] /= sum;
        }

        return weights;
    }

    internal static bool TryParse(ReadOnlySpan<byte> table, int channelCount, out OggStreamLayout? layout)
    {
        layout = null;
        if (table.Length < 2 + channelCount)
        {
            return false;
        }

        int streams = table[0];
        int coupled = table[1];
        var mapping = table.Slice(2, channelCount);
        if (streams is < 1 or > 8 || coupled > streams)
        {
            return false;
        }

        foreach (var decoded in mapping)
        {
            if (decoded >= streams + coupled && decoded != byte.MaxValue)
            {
                return false;
            }
        }

        layout = new OggStreamLayout(streams, coupled, mapping.ToArray());
        return true;
    }
}
