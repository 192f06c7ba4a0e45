using AudioRooms.Audio;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Client;

/// <summary>Step 1 of a packet's way: the device sends one Opus packet every 20 ms.</summary>
/// <remarks>The microphone keeps two numbers that listeners rely on. The sequence grows by one with every packet sent, so a
/// missing number means loss. The timestamp grows with every slot of 20 ms, with sound or silence, so silence keeps its length.
/// Both continue across reconnects. Use one microphone per connection; not thread-safe.</remarks>
public sealed class Microphone
{
    /// <summary>A speaker that is later than this skips the missed slots in silence, instead of sending a burst that the server
    /// would refuse (55 packets/s). It also bounds what a suspended laptop sends when it wakes.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMilliseconds(200);

    private readonly RoomConnection connection;
    private readonly TimeProvider time;
    private ushort sequence;
    private uint timestamp;

    /// <summary>Makes a microphone. Its timestamp starts at 0.</summary>
    /// <param name="connection">The room; the caller must be on stage to be heard.</param>
    /// <param name="time">The clock of the schedule; null for the system's.</param>
    /// <param name="firstSequence">First sequence number; for tests of the wrap at 65,536.</param>
    public Microphone(RoomConnection connection, TimeProvider? time = null, ushort firstSequence = 0)
    {
        ArgumentNullException.ThrowIfNull(connection);
        this.connection = connection;
        this.time = time ?? TimeProvider.System;
        sequence = firstSequence;
    }

    /// <summary>Number of packets passed to the connection.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends the packet of the current 20 ms slot and moves to the next slot. Never waits. Off stage or muted it sends
    /// nothing, because a server closes a connection that sends without the permission to speak.</summary>
    /// <param name="frame">The sound, or silence.</param>
    /// <param name="sentAtMicros">When the slot was due (<see cref="Clock.Micros"/>), for measurements; 0 otherwise.</param>
    /// <returns>False if the packet could not be queued. It is lost together with its number, so listeners notice.</returns>
    public bool Send(in SpokenFrame frame, ulong sentAtMicros = 0)
    {
        var at = timestamp;
        unchecked
        {
            timestamp += AudioFormat.FrameSamples;
        }

        if (frame.Opus.IsEmpty || !connection.MaySpeak)
        {
            return true;
        }

        var packet = new UplinkPacket
        {
            Sequence = sequence,
            Timestamp = at,
            Level = frame.Level,
            Opus = UnsafeByteOperations.UnsafeWrap(frame.Opus),
            SentAtMicros = sentAtMicros,
        };
        unchecked
        {
            sequence++;
        }

        if (!connection.TrySpeak(packet))
        {
            return false;
        }

        Sent++;
        return true;
    }

    /// <summary>Speaks frames in real time until they end. The schedule is open-loop: slot <c>n</c> is due <c>n</c> × 20 ms after
    /// the start, however long earlier slots took, and packets carry when they were due instead of when they were sent.</summary>
    /// <param name="frames">One element per slot.</param>
    /// <param name="onSlot">Called for every slot with its frame, its due time in microseconds and its lateness; may be
    /// null.</param>
    /// <param name="cancellation">Stops speaking.</param>
    public async Task SpeakAsync(
        IEnumerable<SpokenFrame> frames,
        Action<SpokenFrame, ulong, TimeSpan>? onSlot = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var start = time.GetTimestamp();
        var slot = 0L;
        foreach (var frame in frames)
        {
            var late = Lateness(start, slot);
            while (late < TimeSpan.Zero)
            {
                // Timers count in whole milliseconds. Rounded up, the slot is at most one late and never early.
                var wait = TimeSpan.FromMilliseconds(Math.Ceiling(-late.TotalMilliseconds));
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
                late = Lateness(start, slot);
            }

            cancellation.ThrowIfCancellationRequested();
            if (late > LongestCatchUp)
            {
                var passed = (uint)(late / AudioFormat.FrameDuration);
                slot += passed;
                unchecked
                {
                    timestamp += passed * AudioFormat.FrameSamples;
                }
            }

            var due = Clock.Micros(time, start) + (ulong)(slot * AudioFormat.FrameDuration.TotalMicroseconds);
            Send(frame, due);
            onSlot?.Invoke(frame, due, late);
            slot++;
        }
    }

    private TimeSpan Lateness(long start, long slot) => time.GetElapsedTime(start) - (slot * AudioFormat.FrameDuration);
}
