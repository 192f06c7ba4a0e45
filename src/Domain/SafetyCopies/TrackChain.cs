using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>
/// The chain of a track. Each record's hash covers the one before, so that a segment that was exchanged, changed or removed is
/// found, and a row that was changed, removed or inserted too.
/// </summary>
public static class TrackChain
{
    /// <summary>Bytes of a hash: SHA-256.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>What the first record of a track follows.</summary>
    /// <param name="copyId">Id of the copy.</param>
    /// <param name="track">The stay on stage, from 1.</param>
    public static ImmutableArray<byte> OriginOf(string copyId, uint track) =>
        [.. SHA256.HashData(Encoding.UTF8.GetBytes($"AudioRooms track v1|{track}|{copyId}"))];

    /// <summary>The record that follows another.</summary>
    /// <param name="copyId">Id of the copy.</param>
    /// <param name="track">The stay on stage, from 1.</param>
    /// <param name="last">The newest record; null for the first.</param>
    /// <param name="entry">What happened next.</param>
    public static TrackRecord Next(string copyId, uint track, TrackRecord? last, TrackEntry entry) => new(
        (last?.Number ?? -1) + 1, entry, HashOf(last?.Chain ?? OriginOf(copyId, track), entry));

    /// <summary>The hash of a record.</summary>
    /// <param name="previous">That of the record before.</param>
    /// <param name="entry">What the record says.</param>
    public static ImmutableArray<byte> HashOf(ImmutableArray<byte> previous, TrackEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous.AsSpan());
        Span<byte> numbers = stackalloc byte[1 + (4 * sizeof(long))];
        numbers.Clear();
        BinaryPrimitives.WriteInt64BigEndian(numbers[1..], entry.FromSamples);
        BinaryPrimitives.WriteInt64BigEndian(numbers[9..], entry.Samples);
        switch (entry)
        {
            case TrackEntry.Segment segment:
                numbers[0] = (byte)'s';
                BinaryPrimitives.WriteInt64BigEndian(numbers[17..], segment.StoredBytes);
                BinaryPrimitives.WriteInt64BigEndian(numbers[25..], segment.LostSamples);
                hash.AppendData(numbers);
                BinaryPrimitives.WriteUInt32BigEndian(numbers, segment.Number);
                hash.AppendData(numbers[..sizeof(uint)]);
                hash.AppendData(segment.Hash.AsSpan());
                break;
            case TrackEntry.Gap gap:
                numbers[0] = (byte)'g';
                hash.AppendData(numbers);
                hash.AppendData(Encoding.UTF8.GetBytes($"{gap.Reason}"));
                break;
            case TrackEntry.Ended:
                numbers[0] = (byte)'e';
                hash.AppendData(numbers);
                break;
            default:
                throw new UnreachableException();
        }

        return [.. hash.GetHashAndReset()];
    }
}
