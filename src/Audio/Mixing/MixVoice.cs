using AudioRooms.Audio.Playout;
using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Mixing;

/// <summary>One speaker in a <see cref="RoomMixer"/>: the playout and its last frame.</summary>
internal sealed class MixVoice(uint source, JitterBufferOptions options) : IDisposable
{
    private readonly TimestampUnwrapper timestamps = new();
    private readonly SpeakerPlayout playout = new(options) { SkipsSilence = true };
    private readonly float[] frame = new float[AudioFormat.FrameSamples];

    public uint Source { get; } = source;

    /// <summary>The 20 ms that are in the mix now; silence if <see cref="IsSilent"/>.</summary>
    public ReadOnlySpan<float> Frame => frame;

    public bool IsSilent => playout.IsSilent;

    public bool IsIdle => playout.IsIdle;

    public TimeSpan HeardAt { get; private set; }

    /// <summary>True once the speaker left: the next frame is the last one.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>True once the last frame is made.</summary>
    public bool IsGone { get; private set; }

    public JitterInsert Push(long sequence, uint timestamp, ReadOnlySpan<byte> packet, TimeSpan arrivedAt)
    {
        HeardAt = arrivedAt;
        IsLeaving = false;
        return playout.Insert(sequence, timestamps.Unwrap(timestamp), packet, arrivedAt);
    }

    public void MakeFrame(TimeSpan now)
    {
        playout.Read(frame, now);
        if (IsLeaving)
        {
            Fade.Out(frame);
            IsGone = true;
        }
    }

    public void Dispose() => playout.Dispose();
}
