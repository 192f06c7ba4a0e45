using System.Buffers.Binary;
using System.Text;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>Names one segment of one safety copy. What is sealed under a name opens under no other.</summary>
/// <param name="CopyId">Id of the copy: the room's, or that of the case whose evidence it is.</param>
/// <param name="Track">The stay on stage, from 1.</param>
/// <param name="Number">The segment's place in its track, from 0.</param>
public readonly record struct SegmentName(string CopyId, uint Track, uint Number)
{
    /// <summary>
    /// The name as it is stored: "copy/track/number", the numbers with leading zeros so that they sort as text.
    /// </summary>
    public string Path => $"{CopyId}/{Track:D6}/{Number:D6}";

    /// <summary>The name as bytes. No two names have the same.</summary>
    internal byte[] ToBytes()
    {
        var id = Encoding.UTF8.GetBytes(CopyId);
        var bytes = new byte[sizeof(uint) + sizeof(uint) + id.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Track);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(uint)), Number);
        id.CopyTo(bytes, sizeof(uint) + sizeof(uint));
        return bytes;
    }
}
