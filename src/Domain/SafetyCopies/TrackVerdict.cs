namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What a check of a track found.</summary>
/// <param name="Records">How many records are whole, counted from the first.</param>
/// <param name="Samples">Duration of those, in samples at 48 kHz: sound and gaps.</param>
/// <param name="Fault">What is wrong with the record after those; null if nothing is.</param>
public sealed record TrackVerdict(int Records, long Samples, TrackFault? Fault);
