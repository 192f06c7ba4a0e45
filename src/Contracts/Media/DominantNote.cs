namespace AudioRooms.Contracts.Media;

/// <summary>The dominant speaker of a room, as one listener grain measures it.</summary>
/// <param name="Opening">Number of the call of <see cref="IListenerGrain.OpenAsync"/> that this note belongs to.</param>
/// <param name="Number">Counts the listener grain's notes within an opening, from 1. The note with the highest number is the
/// current one.</param>
/// <param name="Voice">The dominant speaker; null if nobody leads the conversation any more.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.DominantNote")]
public sealed record DominantNote(
    [property: Id(0)] long Opening,
    [property: Id(1)] long Number,
    [property: Id(2)] DominantVoice? Voice);
