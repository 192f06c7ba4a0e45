using AudioRooms.Domain.SafetyCopies;
using AudioRooms.Grains.SafetyCopies;

namespace AudioRooms.Grains.Tests.SafetyCopies;

/// <summary>Keeps what a recorder hands over, and has no room when a test says so.</summary>
internal sealed class MemorySink : ISegmentSink
{
    public bool HasRoom { get; set; } = true;

    public Dictionary<SegmentName, MemoryStream> Segments { get; } = [];

    public List<TrackEntry> Entries { get; } = [];

    /// <summary>Length of each segment after each piece that was handed over, in order: where a crash may cut.</summary>
    public List<(SegmentName Name, long Length, int Entries)> Steps { get; } = [];

    public bool HasRoomFor(int bytes) => HasRoom;

    public void Append(SegmentName name, ReadOnlyMemory<byte> bytes)
    {
        HasRoom.ShouldBeTrue();
        if (!Segments.TryGetValue(name, out var segment))
        {
            Segments.Add(name, segment = new MemoryStream());
        }

        segment.Write(bytes.Span);
        Steps.Add((name, segment.Length, Entries.Count));
    }

    public void Record(uint track, TrackEntry entry) => Entries.Add(entry);
}
