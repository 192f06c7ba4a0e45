using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Grains.SafetyCopies;

/// <summary>Where a recorder's sealed bytes go. Never waits, and never throws: a store that is slow or down is told by
/// <see cref="HasRoomFor"/>.</summary>
internal interface ISegmentSink
{
    /// <summary>False while so many bytes wait for the store that these would exceed what may wait.</summary>
    bool HasRoomFor(int bytes);

    /// <summary>Takes the next bytes of a segment. Asked for only after <see cref="HasRoomFor"/>.</summary>
    /// <param name="name">Names the segment.</param>
    /// <param name="bytes">Sealed; not touched afterwards.</param>
    void Append(SegmentName name, ReadOnlyMemory<byte> bytes);

    /// <summary>Takes the next entry of a track. A segment's entry comes after its last bytes.</summary>
    /// <param name="track">The stay on stage.</param>
    /// <param name="entry">What happened.</param>
    void Record(uint track, TrackEntry entry);
}
