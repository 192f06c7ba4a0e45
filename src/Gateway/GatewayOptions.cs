using System.ComponentModel.DataAnnotations;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Discovery;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway;

/// <summary>
/// The edge's settings. Read once at start; all that is wrong is said in one message and the host does not start.
/// </summary>
public sealed class GatewayOptions
{
    /// <summary>Secret. Signs access tokens (HMAC SHA-256), so at least as long as the hash, 32 bytes. No default.</summary>
    [MinLength(32, ErrorMessage = "SigningKey must have at least 32 bytes.")]
    public byte[] SigningKey { get; set; } = [];

    /// <summary>Secret. Mints tokens for synthetic users; null switches that off. At least 16 characters.</summary>
    [MinLength(16, ErrorMessage = "OperatorKey must have at least 16 characters, or be null.")]
    public string? OperatorKey { get; set; }

    /// <summary>Shows the services to whoever asks (gRPC reflection).</summary>
    public bool IsDevelopment { get; set; }

    /// <summary>How long access tokens live and whom they are for.</summary>
    public AccessTokenOptions AccessTokens { get; set; } = new();

    /// <summary>Whether people without an account may listen.</summary>
    public GuestOptions Guests { get; set; } = new();

    /// <summary>Services whose accounts open an account here; none by default.</summary>
    public IList<ExternalIssuerOptions> Issuers { get; set; } = [];

    /// <summary>How often anybody may do what.</summary>
    public RateLimitOptions Limits { get; set; } = new();

    /// <summary>What one device may do on its connection to a room.</summary>
    public SessionOptions Session { get; set; } = new();

    /// <summary>How browsers, and others by WebSocket, reach rooms.</summary>
    public WebSocketOptions WebSockets { get; set; } = new();

    /// <summary>Ticks and windows of the way out.</summary>
    public FanOutOptions FanOut { get; set; } = new();

    /// <summary>How listener grains are kept.</summary>
    public GatewayRoomOptions Rooms { get; set; } = new();

    /// <summary>How many may watch the hallway.</summary>
    public WatchOptions Watches { get; set; } = new();

    /// <summary>What people may react with.</summary>
    public ReactionOptions Reactions { get; set; } = new();
}
