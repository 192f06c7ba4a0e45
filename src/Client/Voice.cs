using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>A person's stay on the stage.</summary>
/// <param name="Source">Names the stay in media packets; a later stay of the same person has another.</param>
/// <param name="UserId">The person.</param>
/// <param name="Handle">The person's unique name.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Muted">Whether the person has muted the microphone.</param>
public sealed record Voice(uint Source, string UserId, string Handle, string DisplayName, bool Muted)
{
    /// <summary>What the person may do.</summary>
    public StageRole Role { get; init; } = StageRole.Speaker;
}
