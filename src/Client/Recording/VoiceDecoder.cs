using AudioRooms.Audio;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Client.Recording;

/// <summary>Decodes one speaker's placed packets into a <see cref="MixTrack"/>, and conceals lost ones.</summary>
internal sealed class VoiceDecoder(MixTrack mix) : IDisposable
{
    /// <summary>Concealment fades to silence within 100 ms; more of it would be noise.</summary>
    private const int ConcealedSlotsMax = 5;

    private readonly OpusDecoder decoder = new();
    private readonly float[] pcm = new float[OpusPacket.MaxSamples];

    /// <summary>Number of concealed slots.</summary>
    public long Concealed { get; private set; }

    public void Write(long slot, int lost, ReadOnlySpan<byte> opus)
    {
        var frame = pcm.AsSpan(0, AudioFormat.FrameSamples);
        for (var missing = Math.Min(lost, ConcealedSlotsMax); missing > 0; missing--)
        {
            if (missing == 1)
            {
                decoder.Recover(opus, frame);
            }
            else
            {
                decoder.Conceal(frame);
            }

            mix.Add(slot - missing, frame);
            Concealed++;
        }

        if (decoder.TryDecode(opus, pcm, out var samples) && samples == AudioFormat.FrameSamples)
        {
            mix.Add(slot, frame);
        }
        else
        {
            decoder.Conceal(frame);
            mix.Add(slot, frame);
            Concealed++;
        }
    }

    public void Dispose() => decoder.Dispose();
}
