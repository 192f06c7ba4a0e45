using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Keeps the bare connection below a WebSocket. A WebSocket that was sent what is no frame says 1002 and is of no use any more;
/// ended there and then, the connection is reset as soon as more of what the device sent comes in, and a reset takes the close
/// frame with it. The connection belongs to the WebSocket that is made of it, which disposes it.
/// </summary>
internal sealed class KeptUpgrade(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    /// <summary>
    /// How long the device may take to hang up after the close frame. Its place in the room is given up before.
    /// </summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <summary>A close frame with the code 1002.</summary>
    private static readonly byte[] ProtocolError = [0x88, 0x02, 1_002 >> 8, 1_002 & 0xFF];

    private MaskWatch? wire;

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>To be called before a WebSocket is accepted.</summary>
    public static void Install(HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            http.Features.Set<IHttpUpgradeFeature>(new KeptUpgrade(upgrade));
        }
    }

    public async Task<Stream> UpgradeAsync() => wire = await MaskWatch.UpgradeAsync(upgrade).ConfigureAwait(false);

    /// <summary>
    /// Ends this side and reads what still comes until the device ends its own, within bounds. Nothing may be written afterwards.
    /// </summary>
    public async Task LingerAsync(HttpContext http, TimeProvider time)
    {
        if (wire is null)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Within, time);
        try
        {
            if (wire.HasMetNoMask)
            {
                await wire.WriteAsync(ProtocolError, patience.Token).ConfigureAwait(false);
                await wire.FlushAsync(patience.Token).ConfigureAwait(false);
            }

            if (!http.Request.IsHttps)
            {
                // RFC 6455 §7.1.1 has the server end the connection. Below TLS, ending it here would cut the last record off.
                http.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
            }

            var rest = new byte[4_096];
            while (await wire.ReadOnAsync(rest, patience.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // The device is gone, or goes on talking.
        }
    }
}
