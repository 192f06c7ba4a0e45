namespace AudioRooms.Client;

/// <summary>What a connection has seen since it was made. All counts only grow.</summary>
/// <param name="Packets">Packets received.</param>
/// <param name="Bundles">Bundles received.</param>
/// <param name="Missed">Packets that the server dropped for this listener, or that a cut cost; known by their positions.</param>
/// <param name="Repeated">Packets that came twice and were thrown away.</param>
/// <param name="Unread">Packets dropped here because <see cref="RoomConnection.Packets"/> was not read fast enough.</param>
/// <param name="Unsent">Packets of one's own voice that could not be sent,
/// because there was no connection or it was too slow.</param>
/// <param name="Reconnects">How often the connection was made again.</param>
/// <param name="RoundTrip">Newest measured round trip; null before the first.</param>
public readonly record struct RoomConnectionStatistics(
    long Packets, long Bundles, long Missed, long Repeated, long Unread, long Unsent, int Reconnects, TimeSpan? RoundTrip);
