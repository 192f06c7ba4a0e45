using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Compares presence reports by content. A record compares its arrays by reference, so equal reports would look different.
/// </summary>
internal static class PresenceComparison
{
    public static bool IsSameAs(this GatewayPresence presence, GatewayPresence? reported) =>
        reported is not null
        && presence.ListenerCount == reported.ListenerCount
        && presence.Speakers.AsSpan().SequenceEqual(reported.Speakers.AsSpan())
        && presence.Hands.AsSpan().SequenceEqual(reported.Hands.AsSpan());
}
