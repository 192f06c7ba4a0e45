using System.Collections.Immutable;
using System.Security.Cryptography;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>Reads a track from its first record and says where it stops being whole. Not thread-safe.</summary>
/// <param name="copyId">Id of the copy.</param>
/// <param name="track">The stay on stage, from 1.</param>
public sealed class TrackVerifier(string copyId, uint track)
{
    private ImmutableArray<byte> chain = TrackChain.OriginOf(copyId, track);
    private TrackFault? fault;
    private int records;
    private long samples;
    private uint segments;
    private bool hasEnd;

    /// <summary>Takes the next record.</summary>
    /// <param name="record">As it is stored.</param>
    /// <param name="stored">The bytes of its segment; null if the store has none, or if the record is no segment.</param>
    /// <returns>False once something is wrong: what follows does not matter any more.</returns>
    public bool Take(TrackRecord record, byte[]? stored)
    {
        fault ??= Check(record, stored);
        if (fault is not null)
        {
            return false;
        }

        chain = record.Chain;
        records++;
        samples += record.Entry.Samples;
        segments += record.Entry is TrackEntry.Segment ? 1u : 0;
        hasEnd = record.Entry is TrackEntry.Ended;
        return true;
    }

    /// <summary>The verdict after the last record.</summary>
    /// <param name="hasEnded">True if the track's room, or the speaker's stay, is over.</param>
    public TrackVerdict Finish(bool hasEnded) =>
        new(records, samples, fault ?? (hasEnded && !hasEnd ? TrackFault.EndMissing : null));

    private TrackFault? Check(TrackRecord record, byte[]? stored)
    {
        if (record.Number != records || hasEnd)
        {
            return TrackFault.RecordMissing;
        }

        if (!TrackChain.HashOf(chain, record.Entry).AsSpan().SequenceEqual(record.Chain.AsSpan()))
        {
            return TrackFault.RecordAltered;
        }

        if (record.Entry.FromSamples != samples || record.Entry.Samples < 0)
        {
            return TrackFault.TimeBroken;
        }

        if (record.Entry is not TrackEntry.Segment segment)
        {
            return null;
        }

        if (segment.Number != segments)
        {
            return TrackFault.RecordMissing;
        }

        if (stored is null)
        {
            return TrackFault.SegmentMissing;
        }

        return stored.Length == segment.StoredBytes && SHA256.HashData(stored).AsSpan().SequenceEqual(segment.Hash.AsSpan())
            ? null
            : TrackFault.SegmentAltered;
    }
}
