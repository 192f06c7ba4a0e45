using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Grains.SafetyCopies;

/// <summary>A segment that a crash cut short, ended.</summary>
/// <param name="Bytes">What to store in its place.</param>
/// <param name="Entry">Its entry in the track. How much of it was lost on the way is not known any more.</param>
internal sealed record RepairedSegment(byte[] Bytes, TrackEntry.Segment Entry);
