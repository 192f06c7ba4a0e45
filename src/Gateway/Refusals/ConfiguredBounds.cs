using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// The bounds in force on this server, for the texts of refusals. An operator may have changed any of them, and a text with the
/// default would mislead its reader. The rules enforce the bounds; this record only states them.
/// </summary>
internal sealed record ConfiguredBounds
{
    public RoomLimits Rooms { get; init; } = new();

    public ClubLimits Clubs { get; init; } = new();

    public EventLimits Events { get; init; } = new();

    public InvitationOptions Invitations { get; init; } = new();

    public InboxLimits Inboxes { get; init; } = new();

    /// <summary>The bounds of one device's connection.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>A listener that has acknowledged no sound for this long is disconnected.</summary>
    public TimeSpan AcknowledgedWithin { get; init; } = TimeSpan.FromSeconds(10);
}
