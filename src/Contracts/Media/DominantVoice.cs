using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Media;

/// <summary>The one who leads the conversation.</summary>
/// <param name="Source">Names the stay on stage.</param>
/// <param name="User">Whose it is.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.DominantVoice")]
public sealed record DominantVoice([property: Id(0)] uint Source, [property: Id(1)] UserId User);
