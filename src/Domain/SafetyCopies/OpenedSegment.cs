namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What a sealed segment holds.</summary>
/// <param name="Content">The content of its whole chunks, in order: Ogg Opus.</param>
/// <param name="Chunks">How many chunks are whole.</param>
/// <param name="WholeBytes">Stored bytes up to the end of the last whole chunk, the header included.</param>
/// <param name="Fault">Why it is not whole; null if it is.</param>
public sealed record OpenedSegment(byte[] Content, int Chunks, int WholeBytes, SegmentFault? Fault);
