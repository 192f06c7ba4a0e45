using System.Collections.Immutable;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>An entry of a track with its place in the track's chain, as the database keeps it.</summary>
/// <param name="Number">Its place, from 0, without a hole.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Chain">Hash over the record before and this one: 32 bytes. See <see cref="TrackChain"/>.</param>
public sealed record TrackRecord(int Number, TrackEntry Entry, ImmutableArray<byte> Chain);
