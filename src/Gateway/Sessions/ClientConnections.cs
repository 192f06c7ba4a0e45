using AudioRooms.Contracts;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Sessions;

/// <summary>Serves every device that connects to this gateway.</summary>
internal sealed class ClientConnections(
    JoinHandler joins,
    FanOutWheel wheel,
    EncodedMessagePool pool,
    GatewayMetrics metrics,
    GatewayOptions options,
    ConfiguredBounds bounds,
    AccessTokens tokens,
    [ProductClock] TimeProvider time)
{
    private readonly Func<long> nowMicros = () => wheel.NowMicros;

    /// <summary>Serves one device until its connection ends.</summary>
    /// <param name="caller">The authenticated owner of the device.</param>
    /// <param name="transport">The device's gRPC call or WebSocket.</param>
    /// <param name="cut">Cancelled when the transport is gone.</param>
    /// <param name="signedOut">Cancelled when the owner's session has ended.</param>
    /// <returns>The error that the call ends with; null if the device ended it or is gone.</returns>
    public async Task<WireError?> ServeAsync(
        SignedInPerson caller, IConnectionTransport transport, CancellationToken cut, CancellationToken signedOut = default)
    {
        metrics.ConnectionOpened(transport.Kind);
        try
        {
            var connection = new ClientConnection(
                transport, NewLink(caller, transport), joins, metrics, options, bounds, time, nowMicros);
            await using var watch = signedOut.UnsafeRegister(
                static connection => ((ClientConnection)connection!).Close(ClosingReason.SignedOut), connection)
                .ConfigureAwait(false);
            return await connection.RunAsync(cut).ConfigureAwait(false);
        }
        finally
        {
            metrics.ConnectionEnded(transport.Kind);
        }
    }

    private DeviceLink NewLink(SignedInPerson caller, IConnectionTransport transport)
    {
        var speakingGate = new SpeakingGate(caller.Person.Id);
        var end = new ConnectionEnd(speakingGate);
        var output = new DeviceOutput(new Outbox(transport), pool, end, metrics);
        var expiry = new ConnectionExpiry(caller, tokens, options.AccessTokens.ConnectionGrace, time, nowMicros);
        return new DeviceLink(caller, time.GetUtcNow(), speakingGate, output, end, expiry);
    }
}
