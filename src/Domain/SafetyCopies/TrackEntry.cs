using System.Collections.Immutable;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>
/// One stretch of a track, in the order of time: sound that is stored, a gap with its reason, or the track's end.
/// </summary>
/// <param name="FromSamples">Where it begins, in samples at 48 kHz since the track began.</param>
/// <param name="Samples">How long it is, in samples at 48 kHz; 0 for the end.</param>
public abstract record TrackEntry(long FromSamples, long Samples)
{
    /// <summary>A segment of sound.</summary>
    /// <param name="Number">Its place among the track's segments, from 0.</param>
    /// <param name="StoredBytes">Bytes as it is stored.</param>
    /// <param name="Hash">SHA-256 of the stored bytes: 32 bytes.</param>
    /// <param name="FromSamples">See <see cref="TrackEntry"/>.</param>
    /// <param name="Samples">See <see cref="TrackEntry"/>.</param>
    /// <param name="LostSamples">Of those, the samples of packets that never came; a decoder conceals them.</param>
    public sealed record Segment(
        uint Number, long StoredBytes, ImmutableArray<byte> Hash, long FromSamples, long Samples, long LostSamples)
        : TrackEntry(FromSamples, Samples)
    {
        /// <inheritdoc/>
        public bool Equals(Segment? other) =>
            other is not null
            && (Number, StoredBytes, FromSamples, Samples, LostSamples)
                == (other.Number, other.StoredBytes, other.FromSamples, other.Samples, other.LostSamples)
            && Hash.AsSpan().SequenceEqual(other.Hash.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Number, StoredBytes, FromSamples, Samples);
    }

    /// <summary>A stretch without sound.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="FromSamples">See <see cref="TrackEntry"/>.</param>
    /// <param name="Samples">See <see cref="TrackEntry"/>.</param>
    public sealed record Gap(GapReason Reason, long FromSamples, long Samples) : TrackEntry(FromSamples, Samples);

    /// <summary>The stay on stage is over. A track without this entry is still being recorded, or entries were removed.</summary>
    /// <param name="FromSamples">The track's duration.</param>
    public sealed record Ended(long FromSamples) : TrackEntry(FromSamples, 0);
}
