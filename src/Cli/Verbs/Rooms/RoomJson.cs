using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>A room's title card as <c>--json</c> shows it. Its names do not depend on the wire's, so the wire can
/// change.</summary>
internal sealed record RoomJson(
    string RoomId,
    string Title,
    IReadOnlyList<string> Topics,
    string Language,
    string Owner,
    string Phase,
    uint Speakers,
    uint Listeners,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt)
{
    public static RoomJson Of(RoomCard card) => new(
        card.RoomId,
        card.Title,
        [.. card.Topics],
        card.Language,
        card.Owner?.Handle ?? "",
        card.Phase == RoomPhase.Ended ? "ended" : "live",
        card.SpeakerCount,
        card.ListenerCount,
        DateTimeOffset.FromUnixTimeMilliseconds(card.CreatedAtUnixMs),
        card.EndedAtUnixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(card.EndedAtUnixMs));
}
