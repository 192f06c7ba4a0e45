namespace AudioRooms.Client;

/// <summary>Counts of a connection since it was made. They only grow.</summary>
/// <param name="Packets">Packets received.</param>
/// <param name="Bundles">Bundles received.</param>
/// <param name="Missed">Packets that the server dropped for this listener or that a broken connection lost, counted by
/// positions.</param>
/// <param name="Repeated">Packets that arrived twice and were dropped.</param>
/// <param name="Unread">Packets dropped here because <see cref="RoomConnection.Packets"/> was not read fast enough.</param>
/// <param name="Unsent">Packets of the caller's voice that were not sent, because there was no connection or it was too
/// slow.</param>
/// <param name="Reconnects">Number of reconnects.</param>
/// <param name="RoundTrip">Newest measured round trip; null before the first.</param>
public readonly record struct RoomConnectionStatistics(
    long Packets, long Bundles, long Missed, long Repeated, long Unread, long Unsent, int Reconnects, TimeSpan? RoundTrip);
