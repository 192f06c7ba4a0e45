using AudioRooms.Gateway.Media;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Commands;

/// <summary>
/// The bounds in force on this server, for the sentences of refusals: an operator may have changed any of them, and a sentence that names the
/// default would send its reader the wrong way. The bounds are decided by the rules; here they are only said.
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

    /// <summary>When a listener is too slow.</summary>
    public FanOutOptions FanOut { get; init; } = new();
}
