using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Media;

/// <summary>A room's dominant speaker.</summary>
/// <param name="Source">Source number of the speaker's stay on stage.</param>
/// <param name="User">The speaker.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.DominantVoice")]
public sealed record DominantVoice([property: Id(0)] uint Source, [property: Id(1)] UserId User);
