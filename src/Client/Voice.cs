using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>A person's stay on stage.</summary>
/// <param name="Source">Number of the stay in media packets; a later stay of the same person has another.</param>
/// <param name="UserId">Id of the person.</param>
/// <param name="Handle">The person's unique name.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Muted">True while the microphone is off.</param>
public sealed record Voice(uint Source, string UserId, string Handle, string DisplayName, bool Muted)
{
    /// <summary>The person's rank.</summary>
    public StageRole Role { get; init; } = StageRole.Speaker;
}
