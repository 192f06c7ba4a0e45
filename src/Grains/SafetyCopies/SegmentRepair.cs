using System.Globalization;
using System.Security.Cryptography;
using AudioRooms.Audio.Ogg;
using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Grains.SafetyCopies;

/// <summary>
/// Ends a segment whose recorder was killed. The whole chunks stay as they are and one is appended, so that a repaired segment
/// opens, verifies and plays like any other.
/// </summary>
internal static class SegmentRepair
{
    /// <summary>Repairs one segment.</summary>
    /// <param name="name">Names it.</param>
    /// <param name="dataKey">The copy's.</param>
    /// <param name="stored">As it was found.</param>
    /// <returns>Null if nothing of its sound was handed over, or nothing of it opens: there is nothing to keep.</returns>
    public static RepairedSegment? Repair(SegmentName name, ReadOnlySpan<byte> dataKey, byte[] stored)
    {
        var opened = SegmentOpener.Open(name, dataKey, stored);
        if (!OggOpusEnding.TryEnd(opened.Content, out var ending, out var end)
            || FromOf(opened.Content, out var preSkip) is not { } from
            || end <= preSkip)
        {
            return null;
        }

        var whole = stored.AsSpan(0, opened.WholeBytes);
        byte[] bytes;
        if (opened.Fault is null)
        {
            bytes = stored;
        }
        else if (opened.Fault == SegmentFault.BytesFollow)
        {
            bytes = [.. whole];
        }
        else
        {
            using var sealer = SegmentSealer.Continue(name, dataKey, whole[..SegmentSealer.HeaderBytes], opened.Chunks);
            bytes = [.. whole, .. sealer.Seal(ending, isLast: true)];
        }

        return new RepairedSegment(
            bytes,
            new TrackEntry.Segment(name.Number, bytes.Length, [.. SHA256.HashData(bytes)], from, end - preSkip, 0));
    }

    private static long? FromOf(byte[] content, out int preSkip)
    {
        preSkip = 0;
        using var stream = new MemoryStream(content, writable: false);
        if (!OggOpusReader.TryOpen(stream, out var reader, out _))
        {
            return null;
        }

        preSkip = reader!.Header.PreSkipSamples;
        return reader.Tags.Comments.FirstOrDefault(tag => tag.StartsWith($"{SegmentTags.From}=", StringComparison.Ordinal))
                is { } tag
            && long.TryParse(tag[(SegmentTags.From.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                ? from
                : null;
    }
}
