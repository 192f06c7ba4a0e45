using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// What listeners get who are not in step with their group: everything from their cursor on, or of that only what the loudest
/// says. Listeners of a group who fell behind together share the bundles of a turn: a hundred who missed the same tick cost one
/// encoding. Only in a turn of the wheel; the log's gate guards what reads the log.
/// </summary>
internal sealed class CatchUpBundles(PacketLog log, EncodedMessagePool pool)
{
    /// <summary>
    /// A bundle for a listener who catches up is cut here: half of what clients accept as one message on this call.
    /// </summary>
    public const int BytesMax = 32 * 1_024;

    /// <summary>
    /// Bundles kept in a turn; the oldest gives way. Those who fell behind together are at one of a few places: 8 hold everybody
    /// who missed one to four ticks, whole or loudest only.
    /// </summary>
    private const int KeptMax = 8;

    /// <summary>Stands for all sources; a source has 32 bits.</summary>
    private const long Everybody = -1;

    private readonly Kept[] kept = new Kept[KeptMax];
    private int made;
    private uint? loudest;

    /// <summary>The packets from <paramref name="from"/> up to <paramref name="end"/>, or as many as fit.</summary>
    /// <returns>A bundle that is valid until <see cref="Release"/> or eight others; whoever needs it longer retains it.</returns>
    public CatchUpBundle OfAll(long from, long end)
    {
        if (TryFind(from, end, Everybody, out var bundle))
        {
            return bundle;
        }

        var next = log.EndThatFits(from, end, BytesMax);
        return Keep(from, end, Everybody, new CatchUpBundle(BundleWriter.Write(log, from, next, pool), next, next, next - from));
    }

    /// <summary>
    /// In one bundle what the loudest speaker says from <paramref name="from"/> up to <paramref name="end"/>,
    /// or as much of it as fits.
    /// </summary>
    /// <inheritdoc cref="OfAll"/>
    public CatchUpBundle OfLoudest(long from, long end, long nowMicros)
    {
        var source = loudest ??= log.LoudestSource(nowMicros);
        if (TryFind(from, end, source, out var bundle))
        {
            return bundle;
        }

        var run = log.RunOf(source, from, end, BytesMax);
        return Keep(from, end, source, run.Packets == 0
            ? new CatchUpBundle(null, end, 0, 0)
            : new CatchUpBundle(BundleWriter.Write(log, run, pool), run.End, run.CountedTo, run.Packets));
    }

    /// <summary>The turn is over: nothing of it is kept.</summary>
    public void Release()
    {
        for (var index = 0; index < Math.Min(made, KeptMax); index++)
        {
            kept[index].Bundle.Message?.Release();
            kept[index] = default;
        }

        made = 0;
        loudest = null;
    }

    private bool TryFind(long from, long end, long source, out CatchUpBundle bundle)
    {
        foreach (ref readonly var candidate in kept.AsSpan(0, Math.Min(made, KeptMax)))
        {
            if (candidate.From == from && candidate.End == end && candidate.Source == source)
            {
                bundle = candidate.Bundle;
                return true;
            }
        }

        bundle = default;
        return false;
    }

    private CatchUpBundle Keep(long from, long end, long source, CatchUpBundle bundle)
    {
        ref var place = ref kept[made % KeptMax];
        place.Bundle.Message?.Release();
        place = new Kept(from, end, source, bundle);
        made++;
        return bundle;
    }

    private readonly record struct Kept(long From, long End, long Source, CatchUpBundle Bundle);
}

/// <summary>One bundle for a listener who is not in step.</summary>
/// <param name="Message">Null if nothing up to the end is for this listener.</param>
/// <param name="End">Position after what it covers.</param>
/// <param name="SentTo">
/// What every device acknowledges that has it, also one that only counts packets: else its last bundle before a silence would
/// wait for an acknowledgement for ever. 0 if nothing is sent: no device acknowledges what it was not told of.
/// </param>
/// <param name="Packets">How many packets it holds.</param>
internal readonly record struct CatchUpBundle(EncodedMessage? Message, long End, long SentTo, long Packets);
