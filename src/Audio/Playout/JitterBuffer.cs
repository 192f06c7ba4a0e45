using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Playout;

/// <summary>
/// Puts one speaker's packets back into order and time. The network brings packets in bursts, late, twice or not at all, and the
/// ear wants one frame every 20 ms. Played as they come they would stutter; with a fixed delay either late packets would be lost
/// or the talk would lag. This class decides what to play; <see cref="SpeakerPlayout"/> decodes accordingly.
/// </summary>
/// <remarks>
/// Places are counted in frames of the media clock (timestamp / 960), so that silence that the speaker did not send keeps its
/// duration. The sequence tells such silence (timestamps jump, the sequence does not) from loss. Playout starts when the first
/// packet has waited for the target delay, which follows the arrivals seen. If no packet is there when it is due, playout first
/// waits (<see cref="PlayoutStep.Hold"/>), which makes the delay longer. If that was too much, it gets the delay back by merging
/// frames or skipping silence. The same rule handles jitter and drift between the two clocks. After
/// <see cref="JitterBufferOptions.MaxHold"/> the run ends; the next packet starts a new one with the target delay of that time.
/// Pure: time is a parameter. Allocates only while packets get longer. Not thread-safe.
/// </remarks>
public sealed class JitterBuffer
{
    /// <summary>
    /// How far the delay may exceed the target before frames are merged: two frames, so that small changes of the target have no
    /// effect.
    /// </summary>
    private static readonly TimeSpan ExcessAllowed = 2 * AudioFormat.FrameDuration;

    /// <summary>Packets in a row that are "too late", after which the media clock is taken to have gone back: 0.5 s.</summary>
    private const int LateBeforeResync = 25;

    /// <summary>Frames between two merged ones: losing 20 ms five times a second is hardly heard.</summary>
    private const int AccelerateEvery = 10;

    /// <summary>
    /// Longest silence in frames after a DTX packet before the run ends; an encoder repeats the packet every 400 ms.
    /// </summary>
    private const int MaxSilentFrames = AudioFormat.FramesPerSecond;

    private readonly JitterBufferOptions options;
    private readonly bool usesFec;
    private readonly int maxHoldFrames;
    private readonly JitterSlot[] slots;
    private readonly ArrivalStatistics arrivals;
    private TimeSpan maxDelay;
    private readonly ReplayWindow replay = new();
    private long? origin;
    private bool isPlaying;

    /// <summary>The frame that is due next; between runs, where the next run begins.</summary>
    private long nextFrame;

    /// <summary>The lowest frame that can still be played.</summary>
    private long firstPlayable;

    private long lastSequence = -1;
    private long newestSequence = -1;
    private bool lastWasDtx;
    private int silentInRow;
    private int count;
    private int heldFrames;
    private int lateInRow;
    private int framesSinceAccelerate;

    /// <summary>Makes an empty buffer for a decoder that can recover.</summary>
    /// <param name="options">Delays and bounds; read once.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public JitterBuffer(JitterBufferOptions options)
        : this(options, usesFec: true)
    {
    }

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="options">Delays and bounds; read once.</param>
    /// <param name="usesFec">
    /// False if the decoder cannot recover (<see cref="OpusDecoder.CanRecover"/>): such frames are then concealed and counted as
    /// concealed.
    /// </param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public JitterBuffer(JitterBufferOptions options, bool usesFec)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        this.options = options;
        this.usesFec = usesFec;
        maxHoldFrames = (int)(options.MaxHold / AudioFormat.FrameDuration);
        slots = new JitterSlot[options.CapacityPackets];
        firstPlayable = -slots.Length;
        arrivals = new ArrivalStatistics(options);
        maxDelay = options.MaxDelay;
        TargetDelay = Clamp(options.InitialDelay);
    }

    /// <summary>Counts of packets and frames since the start.</summary>
    public JitterBufferCounters Counters { get; } = new();

    /// <summary>The delay, measured from the quickest packets, at which playout starts.</summary>
    public TimeSpan TargetDelay { get; private set; }

    /// <summary>Packets that wait now.</summary>
    public int BufferedPackets => count;

    /// <summary>True between the first frame of a run and its end.</summary>
    public bool IsPlaying => isPlaying;

    /// <summary>
    /// Forgets how late packets were, because they will come in other bursts from now on. Packets that wait stay and are played
    /// earlier or later.
    /// </summary>
    /// <param name="delay">As <see cref="JitterBufferOptions.InitialDelay"/>.</param>
    /// <param name="maxDelay">As <see cref="JitterBufferOptions.MaxDelay"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delays are not in order, or exceed what the buffer holds.</exception>
    public void Adapt(TimeSpan delay, TimeSpan maxDelay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, options.MinDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDelay, delay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDelay, slots.Length * AudioFormat.FrameDuration);
        this.maxDelay = maxDelay;
        arrivals.Restart(delay, maxDelay);
    }

    /// <summary>Takes in a packet.</summary>
    /// <param name="sequence">Unwrapped sequence number (<see cref="SequenceUnwrapper"/>); one more per packet sent.</param>
    /// <param name="timestamp">Unwrapped media time of the first sample at 48 kHz (<see cref="TimestampUnwrapper"/>).</param>
    /// <param name="packet">One Opus packet; copied.</param>
    /// <param name="now">Time since any fixed origin, never decreasing, by the clock of <see cref="Next"/>.</param>
    public JitterInsert Insert(long sequence, long timestamp, ReadOnlySpan<byte> packet, TimeSpan now)
    {
        Counters.Received++;
        if (LivePacketRules.Check(packet, out var parsed, out _) != LivePacketRefusal.None)
        {
            Counters.Malformed++;
            return JitterInsert.Malformed;
        }

        if (replay.Accept(sequence) == ReplayVerdict.Duplicate)
        {
            Counters.Duplicates++;
            return JitterInsert.Duplicate;
        }

        var frame = FrameOf(timestamp);
        if (frame < firstPlayable)
        {
            // The packet is newer by its sequence and older by its timestamp: the sender's media clock stood still or went back.
            var hasClockGoneBack = sequence > newestSequence || ++lateInRow >= LateBeforeResync;
            if (hasClockGoneBack)
            {
                return Resync(sequence, timestamp, packet, parsed, now);
            }

            Counters.Late++;
            return JitterInsert.Late;
        }

        lateInRow = 0;
        if (!isPlaying && count == 0)
        {
            frame = Rebase(frame);
            BeginRun(frame, now);
        }

        if (frame >= nextFrame + (2 * slots.Length))
        {
            return Resync(sequence, timestamp, packet, parsed, now);
        }

        MakeRoom(frame);

        if (frame < nextFrame && !TryBeginEarlier(frame))
        {
            Counters.Late++;
            return JitterInsert.Late;
        }

        if (IsBuffered(frame))
        {
            Counters.Duplicates++;
            return JitterInsert.Duplicate;
        }

        Store(frame, sequence, packet, parsed, now);
        return JitterInsert.Accepted;
    }

    /// <summary>Decides what to play for the next 20 ms; call it once for each 20 ms.</summary>
    /// <param name="now">As in <see cref="Insert"/>.</param>
    /// <param name="packet">
    /// The packet for <see cref="PlayoutStep.Decode"/>, <see cref="PlayoutStep.Recover"/> and
    /// <see cref="PlayoutStep.Accelerate"/>; valid until the next call of any method.
    /// </param>
    /// <param name="secondPacket">The next packet for <see cref="PlayoutStep.Accelerate"/>; valid for as long.</param>
    public PlayoutStep Next(TimeSpan now, out ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> secondPacket)
    {
        packet = default;
        secondPacket = default;
        TargetDelay = Clamp(arrivals.RequiredDelay());
        if (!isPlaying)
        {
            if (count == 0 || DelayOf(nextFrame, now) < TargetDelay)
            {
                return PlayoutStep.Idle;
            }

            isPlaying = true;
            heldFrames = 0;
            silentInRow = 0;
            framesSinceAccelerate = 0;
        }

        framesSinceAccelerate++;
        if (IsBuffered(nextFrame))
        {
            return TakeBuffered(now, out packet, out secondPacket);
        }

        return count == 0 ? WaitOrStop() : FillGap(now, out packet, out secondPacket);
    }

    private PlayoutStep TakeBuffered(TimeSpan now, out ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> secondPacket)
    {
        var isTooLate = DelayOf(nextFrame, now) > TargetDelay + ExcessAllowed;
        heldFrames = 0;
        silentInRow = 0;
        packet = Take();
        secondPacket = default;
        if (!isTooLate || framesSinceAccelerate < AccelerateEvery || !IsBuffered(nextFrame))
        {
            return PlayoutStep.Decode;
        }

        framesSinceAccelerate = 0;
        Counters.Accelerated++;
        var isSilence = lastWasDtx;
        secondPacket = Take();
        if (!isSilence)
        {
            return PlayoutStep.Accelerate;
        }

        // Skipping 20 ms of silence is not heard: only the packet after it is played.
        packet = secondPacket;
        secondPacket = default;
        return PlayoutStep.Decode;
    }

    /// <summary>Decides when the buffer is empty: the packet may be late, or the speaker silent or gone.</summary>
    private PlayoutStep WaitOrStop()
    {
        if (lastWasDtx && silentInRow < MaxSilentFrames)
        {
            // The speaker announced silence, so the media clock goes on.
            silentInRow++;
            firstPlayable = ++nextFrame;
            Counters.Silent++;
            return PlayoutStep.Silence;
        }

        if (!lastWasDtx && heldFrames < maxHoldFrames)
        {
            heldFrames++;
            Counters.Held++;
            return PlayoutStep.Hold;
        }

        isPlaying = false;
        return PlayoutStep.Idle;
    }

    /// <summary>Decides when the due packet is missing and later ones are here: it was lost, or never sent.</summary>
    private PlayoutStep FillGap(TimeSpan now, out ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> secondPacket)
    {
        packet = default;
        secondPacket = default;
        var following = nextFrame + 1;
        while (!IsBuffered(following))
        {
            following++;
        }

        while (nextFrame < following)
        {
            var isSilence = IsSilence(following);
            var delay = DelayOf(nextFrame, now);
            if (isSilence && delay < TargetDelay - AudioFormat.FrameDuration)
            {
                // In silence a change of the delay is not heard, and here the delay is too short.
                Counters.Silent++;
                return PlayoutStep.Silence;
            }

            firstPlayable = ++nextFrame;
            if (!isSilence)
            {
                lastSequence++;
                Counters.Lost++;
            }

            // These 20 ms were filled while playout waited for them.
            if (heldFrames > 0)
            {
                heldFrames--;
                continue;
            }

            if (isSilence)
            {
                if (delay > TargetDelay + AudioFormat.FrameDuration)
                {
                    continue;
                }

                Counters.Silent++;
                return PlayoutStep.Silence;
            }

            ref var next = ref SlotOf(following);
            if (nextFrame == following && next.HasFec)
            {
                Counters.Recovered++;
                packet = next.Packet;
                return PlayoutStep.Recover;
            }

            return PlayoutStep.Conceal;
        }

        return TakeBuffered(now, out packet, out secondPacket);
    }

    /// <summary>
    /// True if the due frame was not sent, false if it was lost. Sequences tell how many packets of a gap were lost, but not
    /// which. They are taken to be the first ones; but if the packet after the gap carries a copy, the packet directly before it
    /// was lost.
    /// </summary>
    private bool IsSilence(long following)
    {
        ref var next = ref SlotOf(following);
        var lost = next.Sequence - lastSequence - 1;
        return lost <= 0 || (lost == 1 && next.HasFec && following - nextFrame > 1);
    }

    /// <summary>
    /// Drops the oldest packets if there are more than fit, as after a resumed connection: new sound matters more.
    /// </summary>
    private void MakeRoom(long frame)
    {
        while (frame >= nextFrame + slots.Length)
        {
            if (IsBuffered(nextFrame))
            {
                SlotOf(nextFrame).IsUsed = false;
                count--;
                Counters.Discarded++;
            }

            firstPlayable = ++nextFrame;
        }
    }

    /// <summary>
    /// Lets the run begin earlier, because its first packets may come out of order; possible until playout starts.
    /// </summary>
    private bool TryBeginEarlier(long frame)
    {
        var newest = nextFrame;
        foreach (ref var slot in slots.AsSpan())
        {
            newest = slot.IsUsed ? Math.Max(newest, slot.Frame) : newest;
        }

        if (isPlaying || newest - frame >= slots.Length)
        {
            return false;
        }

        nextFrame = frame;
        return true;
    }

    /// <summary>
    /// Numbers the frames of a new run from its start, so that they stay small whatever timestamps a sender invents.
    /// </summary>
    /// <returns>The new number of <paramref name="frame"/>.</returns>
    private long Rebase(long frame)
    {
        origin = unchecked(origin + (frame * AudioFormat.FrameSamples));

        // Frames that may still come out of order before the new run; the buffer holds no more.
        firstPlayable = Math.Max(unchecked(firstPlayable - frame), -slots.Length);
        return 0;
    }

    private void BeginRun(long frame, TimeSpan now)
    {
        nextFrame = frame;
        arrivals.RestartReference(now);
    }

    private JitterInsert Resync(long sequence, long timestamp, ReadOnlySpan<byte> packet, OpusPacket parsed, TimeSpan now)
    {
        Counters.Resyncs++;
        Counters.Discarded += count;
        foreach (ref var slot in slots.AsSpan())
        {
            slot.IsUsed = false;
        }

        count = 0;
        lateInRow = 0;
        isPlaying = false;
        origin = timestamp;
        firstPlayable = 0;
        BeginRun(0, now);
        Store(0, sequence, packet, parsed, now);
        return JitterInsert.Resynced;
    }

    private void Store(long frame, long sequence, ReadOnlySpan<byte> packet, OpusPacket parsed, TimeSpan now)
    {
        ref var slot = ref SlotOf(frame);
        slot.Set(frame, sequence, packet, parsed, usesFec);
        count++;
        newestSequence = Math.Max(newestSequence, sequence);
        arrivals.Observe(now - MediaTime(frame), now);
    }

    private ReadOnlySpan<byte> Take()
    {
        ref var slot = ref SlotOf(nextFrame);
        slot.IsUsed = false;
        count--;

        // Missing sequences without a frame: packets lost while the run was interrupted. A sender that restarted lost none.
        var missing = slot.Sequence - lastSequence - 1;
        if (lastSequence >= 0 && missing is > 0 and <= SequenceUnwrapper.MaxAhead)
        {
            Counters.Lost += missing;
        }

        lastSequence = Math.Max(lastSequence, slot.Sequence);
        firstPlayable = ++nextFrame;
        Counters.Played++;
        lastWasDtx = slot.IsDtx;
        return slot.Packet;
    }

    /// <summary>How long after the quickest packets' arrival a frame would be played at <paramref name="now"/>.</summary>
    private TimeSpan DelayOf(long frame, TimeSpan now) => now - MediaTime(frame) - arrivals.ShortestTransit;

    private long FrameOf(long timestamp)
    {
        origin ??= timestamp;

        // Rounded, so that a sender whose timestamps are off by a few samples still gets the right frame.
        var distance = unchecked(timestamp - origin.Value + (AudioFormat.FrameSamples / 2));
        var (frame, rest) = Math.DivRem(distance, AudioFormat.FrameSamples);
        return rest < 0 ? frame - 1 : frame;
    }

    private static TimeSpan MediaTime(long frame) => frame * AudioFormat.FrameDuration;

    private TimeSpan Clamp(TimeSpan delay) =>
        delay < options.MinDelay ? options.MinDelay : delay > maxDelay ? maxDelay : delay;

    private bool IsBuffered(long frame)
    {
        ref var slot = ref SlotOf(frame);
        return slot.IsUsed && slot.Frame == frame;
    }

    private ref JitterSlot SlotOf(long frame)
    {
        var index = (int)(frame % slots.Length);
        return ref slots[index < 0 ? index + slots.Length : index];
    }
}
