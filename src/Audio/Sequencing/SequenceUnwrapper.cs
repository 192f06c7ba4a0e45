namespace AudioRooms.Audio.Sequencing;

/// <summary>How a number relates to the newest one.</summary>
public enum SequenceStep
{
    /// <summary>The first number: the origin.</summary>
    First,

    /// <summary>The number after the newest.</summary>
    Next,

    /// <summary>Newer than the newest, with numbers left out: they are lost or still to come.</summary>
    Ahead,

    /// <summary>Not newer than the newest: late or a duplicate (<see cref="ReplayWindow"/> tells which).</summary>
    Behind,

    /// <summary>Too far away. Drop the packet; if the next number confirms it, the sender has restarted.</summary>
    Suspect,

    /// <summary>Confirms a jump: numbers go on from here, higher than all before.</summary>
    Restarted,
}

/// <summary>
/// Turns the 16-bit sequence number of the wire, which wraps every 22 minutes at 50 packets a second, into one that does not
/// wrap.
/// </summary>
/// <remarks>
/// A number means the value nearest to the newest one seen, so neither loss nor reordering across the wrap confuses it. A value
/// further away than the bounds below is not accepted at once, because a single forged or corrupt number must not move the
/// window. Two successive numbers at the new place do move it (RFC 3550 appendix A.1 uses the same rule). The unwrapped number
/// then goes <em>forward</em> to the next value with these 16 low bits, so that it never repeats. The low 16 bits of the result
/// always equal the wire's number. Not thread-safe.
/// </remarks>
public sealed class SequenceUnwrapper
{
    /// <summary>Largest accepted step forward: 60 s of packets (RFC 3550's MAX_DROPOUT is 3000, too).</summary>
    public const int MaxAhead = 3_000;

    /// <summary>Largest accepted step back: 2 s of packets, as RFC 3550's MAX_MISORDER.</summary>
    public const int MaxBehind = 100;

    private const int Modulus = 1 << 16;
    private bool started;
    private int? confirming;

    /// <summary>The highest number returned so far; -1 before the first. The first is within 0 to 65,535.</summary>
    public long Newest { get; private set; } = -1;

    /// <summary>Unwraps one number.</summary>
    /// <param name="sequence">The number on the wire.</param>
    /// <param name="unwrapped">
    /// The unwrapped number; -1 for <see cref="SequenceStep.Suspect"/>. Negative otherwise only for numbers from before the
    /// origin.
    /// </param>
    public SequenceStep Unwrap(ushort sequence, out long unwrapped)
    {
        if (!started)
        {
            started = true;
            unwrapped = Newest = sequence;
            return SequenceStep.First;
        }

        // The signed 16-bit difference is the shortest way round the circle, -32,768 to 32,767.
        var step = unchecked((short)(sequence - (ushort)Newest));
        if (step is > MaxAhead or < -MaxBehind)
        {
            return JudgeJump(sequence, out unwrapped);
        }

        confirming = null;
        unwrapped = Newest + step;
        if (step <= 0)
        {
            return SequenceStep.Behind;
        }

        Newest = unwrapped;
        return step == 1 ? SequenceStep.Next : SequenceStep.Ahead;
    }

    private SequenceStep JudgeJump(ushort sequence, out long unwrapped)
    {
        if (sequence != confirming)
        {
            confirming = (sequence + 1) % Modulus;
            unwrapped = -1;
            return SequenceStep.Suspect;
        }

        confirming = null;
        var forward = unchecked((ushort)(sequence - (ushort)Newest));
        unwrapped = Newest += forward;
        return SequenceStep.Restarted;
    }
}
