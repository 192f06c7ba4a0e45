using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Bundles for listeners who are not in step with their group: everything from their cursor on, or only the loudest speaker.
/// Without sharing, a network fault that delays a hundred listeners would cost a hundred encodings in one turn; here listeners at
/// the same cursor share one. Used in a turn of the wheel only; the fan-out's gate guards the calls that read the log.
/// </summary>
internal sealed class CatchUpBundles(PacketLog log, EncodedMessagePool pool)
{
    /// <summary>Longest catch-up bundle in bytes: half of the longest message that clients accept on this call.</summary>
    public const int BytesMax = 32 * 1_024;

    /// <summary>
    /// Bundles kept in a turn; a newer one replaces the oldest. Listeners who fell behind together stand at a few cursors: 8
    /// bundles serve all who missed one to four ticks, with all speakers or the loudest only.
    /// </summary>
    private const int KeptMax = 8;

    /// <summary>Stands for all sources; a source has 32 bits, so no source equals it.</summary>
    private const long Everybody = -1;

    private readonly Kept[] kept = new Kept[KeptMax];
    private int made;
    private uint? loudest;

    /// <summary>The packets from <paramref name="from"/> up to <paramref name="end"/>, or as many as fit.</summary>
    /// <returns>
    /// A bundle that is valid until <see cref="Release"/> or until eight newer ones; a caller that keeps it longer retains it.
    /// </returns>
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
    /// The loudest speaker's packets from <paramref name="from"/> up to <paramref name="end"/>, or as many as fit.
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

    /// <summary>Ends the turn and releases its bundles.</summary>
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
/// <param name="Message">The bundle; null if no packet up to the end is for this listener.</param>
/// <param name="End">Position after the last packet that the bundle covers.</param>
/// <param name="SentTo">
/// The position that every device with this bundle will have acknowledged, including a device that only counts packets. Without
/// it the last bundle before a silence would stay unacknowledged. 0 if nothing is sent.
/// </param>
/// <param name="Packets">Packets in the bundle.</param>
internal readonly record struct CatchUpBundle(EncodedMessage? Message, long End, long SentTo, long Packets);
