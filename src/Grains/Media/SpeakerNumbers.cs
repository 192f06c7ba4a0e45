using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Grains.Media;

/// <summary>What became of a packet's number.</summary>
internal enum NumberVerdict
{
    /// <summary>Seen for the first time.</summary>
    New,

    /// <summary>Too far from all others to believe without a second one.</summary>
    Suspect,

    /// <summary>Seen before.</summary>
    Duplicate,

    /// <summary>Too old to tell, or from a connection that another one has replaced.</summary>
    TooOld,
}

/// <summary>
/// The numbers of one stay on stage: every packet once, in numbers that only grow, whatever the device calls them. What is
/// remembered of a device's numbers ends with its connection:
/// a page that was reloaded starts again at 0 and is heard from its first packet.
/// </summary>
internal sealed class SpeakerNumbers
{
    private SequenceUnwrapper unwrapper = new();
    private ReplayWindow window = new();
    private ulong connection;
    private ulong formerConnection;
    private bool isStarted;

    /// <summary>What is added to the device's numbers.</summary>
    private long shift;
    private long newest;

    /// <summary>Judges one packet.</summary>
    /// <param name="from">Names the connection by which it came.</param>
    /// <param name="sequence">As on the wire.</param>
    /// <param name="number">Its number for everybody who listens, with <see cref="NumberVerdict.New"/>.</param>
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

    /// <summary>
    /// A device that connects again goes on with its numbers, a little further on: what it could not send is counted as lost. Any
    /// other number is a device that starts anew, and takes the next number after those that were given out.
    /// </summary>
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
