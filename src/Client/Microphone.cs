using AudioRooms.Audio;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Client;

/// <summary>
/// Step 1 of a packet's way: the device sends one Opus packet every 20 ms. It keeps the two numbers that listeners rely on: the
/// sequence grows by one with every packet sent, so that a missing number is loss; the timestamp grows with every slot of 20 ms,
/// spoken or silent, so that silence has its length. Both go on across reconnects. One microphone per connection; not
/// thread-safe.
/// </summary>
public sealed class Microphone
{
    /// <summary>Whoever is so late passes over the missed slots in silence, instead of sending a burst that the server would
    /// refuse (55 packets/s). Also bounds what a suspended laptop sends when it wakes.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMilliseconds(200);

    private readonly RoomConnection connection;
    private readonly TimeProvider time;
    private ushort sequence;
    private uint timestamp;

    /// <summary>Makes a microphone; its numbers start anywhere, here at zero.</summary>
    /// <param name="connection">Where to; must be on stage to be heard.</param>
    /// <param name="time">The clock of the schedule; null is the system's.</param>
    /// <param name="firstSequence">Where the sequence starts, for tests of the wrap at 65,536.</param>
    public Microphone(RoomConnection connection, TimeProvider? time = null, ushort firstSequence = 0)
    {
        ArgumentNullException.ThrowIfNull(connection);
        this.connection = connection;
        this.time = time ?? TimeProvider.System;
        sequence = firstSequence;
    }

    /// <summary>Packets given to the connection.</summary>
    public long Sent { get; private set; }

    /// <summary>
    /// Sends what belongs into the current slot of 20 ms and goes on to the next one. Never waits. Off stage or muted it is
    /// silent: a server closes connections that send without the right to.
    /// </summary>
    /// <param name="frame">The sound, or silence.</param>
    /// <param name="sentAtMicros">When the slot was due (<see cref="Clock.Micros"/>), for those who measure; 0 otherwise.</param>
    /// <returns>False if the packet could not be queued: it is lost, and its number with it, so that listeners know.</returns>
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

    /// <summary>
    /// Speaks in real time until there is nothing more to say. The schedule is open-loop: slot <c>n</c> is due <c>n</c> × 20 ms
    /// after the start, however long the slots before it took, and packets carry when they were due, not when they went.
    /// </summary>
    /// <param name="frames">One element per slot.</param>
    /// <param name="onSlot">Told of every slot: what was to be said, when it was due (microseconds), how late it was.
    /// May be null.</param>
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
                // Timers count in milliseconds: rounded up, the slot is at most one late and never early.
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
