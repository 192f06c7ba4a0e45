using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// The bounds in force on this server, for the sentences of refusals: an operator may have changed any of them, and a sentence
/// that names the default would send its reader the wrong way. The bounds are decided by the rules; here they are only said.
/// </summary>
internal sealed record ConfiguredBounds
{
    public RoomLimits Rooms { get; init; } = new();

    public ClubLimits Clubs { get; init; } = new();

    public EventLimits Events { get; init; } = new();

    public InvitationOptions Invitations { get; init; } = new();

    public InboxLimits Inboxes { get; init; } = new();

    /// <summary>What one device may do on its connection.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>A listener that acknowledged no sound for this long is too slow.</summary>
    public TimeSpan AcknowledgedWithin { get; init; } = TimeSpan.FromSeconds(10);
}
