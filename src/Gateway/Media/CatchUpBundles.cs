namespace AudioRooms.Gateway.Media;

/// <summary>
/// What listeners get who are not in step with their group: everything from their cursor on, or of that only what the loudest
/// says. Guarded by the room's gate.
/// </summary>
internal sealed class CatchUpBundles(PacketLog log, EncodedMessagePool pool)
{
    /// <summary>
    /// A bundle for a listener who catches up is cut here: half of what clients accept as one message on this call.
    /// </summary>
    public const int BytesMax = 32 * 1_024;

    /// <summary>The packets from <paramref name="from"/> up to <paramref name="end"/>, or as many as fit.</summary>
    public CatchUpBundle OfAll(long from, long end)
    {
        var next = log.EndThatFits(from, end, BytesMax);
        return new CatchUpBundle(BundleWriter.Write(log, from, next, pool), next, next, next - from);
    }

    /// <summary>
    /// In one bundle what the loudest speaker says from <paramref name="from"/> up to <paramref name="end"/>, or as much of it as fits.
    /// </summary>
    public CatchUpBundle OfLoudest(long from, long end, long nowMicros)
    {
        var run = log.RunOf(log.LoudestSource(nowMicros), from, end, BytesMax);
        return run.Packets == 0
            ? new CatchUpBundle(null, end, from, 0)
            : new CatchUpBundle(BundleWriter.Write(log, run, pool), run.End, run.CountedTo, run.Packets);
    }
}

/// <summary>One bundle for a listener who is not in step.</summary>
/// <param name="Message">Null if nothing up to the end is for this listener.</param>
/// <param name="End">Position after what it covers.</param>
/// <param name="SentTo">
/// What every device acknowledges that has it, also one that only counts packets: else its last bundle before a silence would wait for
/// an acknowledgement for ever.
/// </param>
/// <param name="Packets">How many packets it holds.</param>
internal readonly record struct CatchUpBundle(EncodedMessage? Message, long End, long SentTo, long Packets);
