using System.ComponentModel.DataAnnotations;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Access.External;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Services.Discovery;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway;

/// <summary>
/// The gateway's settings. Read once at start. If any is wrong, the host does not start, and one message names all errors.
/// </summary>
public sealed class GatewayOptions
{
    /// <summary>Secret. Signs access tokens (HMAC SHA-256); at least as long as the hash, 32 bytes. No default.</summary>
    [MinLength(32, ErrorMessage = "SigningKey must have at least 32 bytes.")]
    public byte[] SigningKey { get; set; } = [];

    /// <summary>
    /// Secret. The key with which operators sign in and mint synthetic users; null switches that off. At least 16 characters.
    /// </summary>
    [MinLength(16, ErrorMessage = "OperatorKey must have at least 16 characters, or be null.")]
    public string? OperatorKey { get; set; }

    /// <summary>
    /// True shows the services to every client (gRPC reflection) and lets users of this machine see operators' pages.
    /// </summary>
    public bool IsDevelopment { get; set; }

    /// <summary>Life and audience of access tokens.</summary>
    public AccessTokenOptions AccessTokens { get; set; } = new();

    /// <summary>Whether people without an account may listen.</summary>
    public GuestOptions Guests { get; set; } = new();

    /// <summary>
    /// Whether the gateway tells web pages that a newcomer needs an invitation. Accounts judge by their own options.
    /// </summary>
    public bool SignUpNeedsInvitation { get; set; }

    /// <summary>OpenID Connect providers whose users may sign in here; none by default.</summary>
    public IList<ExternalIssuerOptions> Issuers { get; set; } = [];

    /// <summary>How often a person or address may make calls.</summary>
    public RateLimitOptions Limits { get; set; } = new();

    /// <summary>What one device may do on its connection to a room.</summary>
    public SessionOptions Session { get; set; } = new();

    /// <summary>How browsers, and others by WebSocket, reach rooms.</summary>
    public WebSocketOptions WebSockets { get; set; } = new();

    /// <summary>Ticks and windows of the fan-out.</summary>
    public FanOutOptions FanOut { get; set; } = new();

    /// <summary>How devices are sent elsewhere before the process ends.</summary>
    public DrainOptions Drain { get; set; } = new();

    /// <summary>
    /// Folder that the build of the page wrote, to be served at <c>/</c>; null for a landing page in its place.
    /// </summary>
    public string? PageFolder { get; set; }

    /// <summary>How listener grains are kept.</summary>
    public GatewayRoomOptions Rooms { get; set; } = new();

    /// <summary>How many people may watch the hallway.</summary>
    public WatchOptions Watches { get; set; } = new();

    /// <summary>The reactions that people may send.</summary>
    public ReactionOptions Reactions { get; set; } = new();
}
