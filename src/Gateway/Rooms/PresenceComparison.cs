using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Whether a presence report would say anything new. A record compares its array by reference, which is not meant here.
/// </summary>
internal static class PresenceComparison
{
    public static bool IsSameAs(this GatewayPresence presence, GatewayPresence? reported) =>
        reported is not null
        && presence.ListenerCount == reported.ListenerCount
        && presence.Speakers.AsSpan().SequenceEqual(reported.Speakers.AsSpan())
        && presence.Hands.AsSpan().SequenceEqual(reported.Hands.AsSpan());
}
