using AudioRooms.Audio;
using AudioRooms.Audio.Mixing;

namespace AudioRooms.Client.Recording;

/// <summary>Adds all voices, slot by slot. A slot stays open until no more sound is expected for it. Then it goes through the
/// limiter to the sink, in order and without gaps. Four seconds of sound are in memory, however long the recording.</summary>
internal sealed class MixTrack(Action<ReadOnlySpan<float>> sink)
{
    /// <summary>A resumed connection delivers up to 2 s of the past; a slow connection lags by less.</summary>
    private const int OpenSlots = 200;

    private readonly float[] sums = new float[OpenSlots * AudioFormat.FrameSamples];
    private readonly float[] output = new float[AudioFormat.FrameSamples];
    private readonly PeakLimiter limiter = new();
    private long nextSlot;

    /// <summary>The first open slot; all before it are written.</summary>
    public long NextSlot => nextSlot;

    /// <summary>Number of frames that arrived after their slot was written.</summary>
    public long TooLate { get; private set; }

    /// <summary>Adds 20 ms of one voice to a slot.</summary>
    public void Add(long slot, ReadOnlySpan<float> pcm)
    {
        if (slot < nextSlot)
        {
            TooLate++;
            return;
        }

        WriteUntil(slot - OpenSlots + 1);
        var sum = SlotOf(slot);
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += pcm[i];
        }
    }

    /// <summary>Writes all slots before this one.</summary>
    public void WriteUntil(long slot)
    {
        while (nextSlot < slot)
        {
            var sum = SlotOf(nextSlot);
            sum.CopyTo(output);
            sum.Clear();
            limiter.Apply(output);
            sink(output);
            nextSlot++;
        }
    }

    private Span<float> SlotOf(long slot) =>
        sums.AsSpan((int)(slot % OpenSlots) * AudioFormat.FrameSamples, AudioFormat.FrameSamples);
}
