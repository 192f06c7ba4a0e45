using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Grains.Media;

/// <summary>The verdict on a packet's sequence number.</summary>
internal enum NumberVerdict
{
    /// <summary>Not seen before.</summary>
    New,

    /// <summary>Too far from all others to be believed without a second one near it.</summary>
    Suspect,

    /// <summary>Seen before.</summary>
    Duplicate,

    /// <summary>Too old to judge, or from a connection that was replaced.</summary>
    TooOld,
}

/// <summary>Gives the packets of one stay on stage numbers that only grow, whatever the device calls them, and each packet one
/// number. The memory of a device's numbers ends with its connection, so that a page that was reloaded starts at 0 and is heard
/// from its first packet.</summary>
internal sealed class SpeakerNumbers
{
    private SequenceUnwrapper unwrapper = new();
    private ReplayWindow window = new();
    private ulong connection;
    private ulong formerConnection;
    private bool isStarted;

    /// <summary>The number that is added to the device's numbers.</summary>
    private long shift;
    private long newest;

    /// <summary>Judges one packet.</summary>
    /// <param name="from">Number of the connection by which it came.</param>
    /// <param name="sequence">As on the wire.</param>
    /// <param name="number">The packet's number for listeners, with <see cref="NumberVerdict.New"/>.</param>
    public NumberVerdict Take(ulong from, ushort sequence, out long number)
    {
        number = -1;
        if (from != connection)
        {
            if (isStarted && from == formerConnection)
            {
                return NumberVerdict.TooOld;
            }

            (formerConnection, connection) = (connection, from);
            BeginConnection(sequence);
        }

        isStarted = true;
        if (unwrapper.Unwrap(sequence, out var unwrapped) == SequenceStep.Suspect)
        {
            return NumberVerdict.Suspect;
        }

        switch (window.Accept(unwrapped))
        {
            case ReplayVerdict.Duplicate:
                return NumberVerdict.Duplicate;
            case ReplayVerdict.TooOld:
                return NumberVerdict.TooOld;
            case ReplayVerdict.New:
                break;
        }

        number = unwrapped + shift;
        newest = Math.Max(newest, number);
        return NumberVerdict.New;
    }

    /// <summary>Starts a connection. A device that reconnects continues its numbers, a little further on: the gap counts as lost.
    /// Any other number means that the device started anew, and gets the next number after the highest one given.</summary>
    private void BeginConnection(ushort sequence)
    {
        var ahead = unchecked((short)(sequence - (ushort)unwrapper.Newest));
        if (!isStarted || ahead is > 0 and <= SequenceUnwrapper.MaxBehind)
        {
            return;
        }

        unwrapper = new SequenceUnwrapper();
        window = new ReplayWindow();
        shift = newest + 1 - sequence;
    }
}
