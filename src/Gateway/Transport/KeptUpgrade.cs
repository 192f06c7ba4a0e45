using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Keeps the bare connection below a WebSocket, for a clean end after a broken frame. .NET's WebSocket sends the close code 1002
/// after one and takes no further calls. If the server then closed the connection at once, more bytes from the device would cause
/// a reset, and a reset can discard the close frame before the device reads it. The WebSocket owns the connection and disposes
/// it.
/// </summary>
internal sealed class KeptUpgrade(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    /// <summary>
    /// How long the device may take to hang up after the close frame. Its place in the room is released before that.
    /// </summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <summary>A close frame with the code 1002.</summary>
    private static readonly byte[] ProtocolError = [0x88, 0x02, 1_002 >> 8, 1_002 & 0xFF];

    private MaskWatch? wire;

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>Must be called before the WebSocket is accepted.</summary>
    public static void Install(HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            http.Features.Set<IHttpUpgradeFeature>(new KeptUpgrade(upgrade));
        }
    }

    public async Task<Stream> UpgradeAsync() => wire = await MaskWatch.UpgradeAsync(upgrade).ConfigureAwait(false);

    /// <summary>
    /// Ends the server's side and reads on until the device ends its side, for 5 s at most. Nothing may be written afterwards.
    /// </summary>
    public async Task DrainAsync(HttpContext http, TimeProvider time)
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
                // By RFC 6455 §7.1.1 the server ends the connection first. Under TLS that would cut off the last record.
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
            // The device is gone, or it still sends after 5 s.
        }
    }
}
