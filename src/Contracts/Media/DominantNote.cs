namespace AudioRooms.Contracts.Media;

/// <summary>Who leads the conversation, as one listener grain hears it.</summary>
/// <param name="Opening">Number of the opening of the listener grain that this belongs to, see
/// <see cref="IListenerGrain.OpenAsync"/>.</param>
/// <param name="Number">Counts the listener grain's notes within an opening, from 1:
/// of two notes the one that was made later counts.</param>
/// <param name="Voice">Who; null if nobody leads any more.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.DominantNote")]
public sealed record DominantNote(
    [property: Id(0)] long Opening,
    [property: Id(1)] long Number,
    [property: Id(2)] DominantVoice? Voice);
