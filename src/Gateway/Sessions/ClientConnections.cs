using AudioRooms.Contracts;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Transport;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Every device that is connected to this gateway, and what their connections share.</summary>
internal sealed class ClientConnections(
    IGrainFactory grains,
    GatewayRooms rooms,
    InboxWatches inboxes,
    CommandRouter router,
    FanOutWheel wheel,
    EncodedMessagePool pool,
    GatewayMetrics metrics,
    GatewayOptions options,
    ConfiguredBounds bounds,
    AccessTokens tokens,
    RateLimiter limiter,
    [ProductClock] TimeProvider time,
    ILogger<ClientConnection> logger)
{
    public IGrainFactory Grains { get; } = grains;

    public GatewayRooms Rooms { get; } = rooms;

    public InboxWatches Inboxes { get; } = inboxes;

    public CommandRouter Router { get; } = router;

    public EncodedMessagePool Pool { get; } = pool;

    public GatewayMetrics Metrics { get; } = metrics;

    public GatewayOptions Options { get; } = options;

    /// <summary>For the sentences of refusals.</summary>
    public ConfiguredBounds Bounds { get; } = bounds;

    public AccessTokens Tokens { get; } = tokens;

    public RateLimiter Limiter { get; } = limiter;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;

    public ResumeTokens ResumeTokens { get; } = new(time, options.Session.ResumeWithin);

    /// <summary>Who is served in the broadcast class for want of room.</summary>
    public Overflow Overflow { get; } = NewOverflow(wheel.Audience, metrics);

    /// <summary>People without an account who listen.</summary>
    public GuestGate Guests { get; } = NewGuests(options, metrics);

    /// <summary>Joins are carried out one after the other where many come at once.</summary>
    public JoinGate Joins { get; } = new(options.Session.JoinsAtOnce * Environment.ProcessorCount, time);

    /// <summary>The media path's clock.</summary>
    public long NowMicros => wheel.NowMicros;

    /// <summary>Serves one device until it is gone.</summary>
    /// <param name="caller">Who it belongs to, as authenticated.</param>
    /// <param name="transport">What it is connected by.</param>
    /// <param name="cut">Cancelled when the transport is gone.</param>
    /// <param name="signedOut">Cancelled when the person's session has ended.</param>
    /// <returns>What the call ends with; null if the device ended it or is gone.</returns>
    public async Task<WireError?> ServeAsync(
        SignedInPerson caller, IConnectionTransport transport, CancellationToken cut, CancellationToken signedOut = default)
    {
        Metrics.ConnectionOpened(transport.Kind);
        try
        {
            var connection = new ClientConnection(this, caller, transport);
            await using var watch = signedOut.UnsafeRegister(
                static connection => ((ClientConnection)connection!).Close(ClosingReason.SignedOut), connection).ConfigureAwait(false);
            return await connection.RunAsync(cut).ConfigureAwait(false);
        }
        finally
        {
            Metrics.ConnectionEnded(transport.Kind);
        }
    }

    private static GuestGate NewGuests(GatewayOptions options, GatewayMetrics metrics)
    {
        var guests = new GuestGate(options.Guests.ConnectionsMax);
        metrics.Guests = () => guests.Count;
        return guests;
    }

    private static Overflow NewOverflow(AudiencePace pace, GatewayMetrics metrics)
    {
        var overflow = new Overflow(pace);
        metrics.Overflow = () => overflow.Count;
        return overflow;
    }
}
