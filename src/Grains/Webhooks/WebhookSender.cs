using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Domain.Webhooks;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Webhooks;

/// <summary>Sends deliveries by HTTP POST. It connects only to addresses that <see cref="WebhookTargets"/> permits, follows no
/// redirect, uses no proxy, and reads only the status of the answer.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpClient client;
    private readonly bool allowsPrivate;
    private readonly TimeProvider time;

    public WebhookSender(IOptions<WebhookOptions> options, [ProductClock] TimeProvider time)
    {
        this.time = time;
        allowsPrivate = options.Value.AllowsPrivateTargets;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            ConnectTimeout = options.Value.AnswerWithin,

            // Host names are looked up again from time to time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = options.Value.AnswerWithin,
        };
    }

    /// <summary>Makes one attempt.</summary>
    /// <returns>The status of the answer, 0 without one; and what was wrong, empty if nothing was.</returns>
    public async Task<(int Status, string Error)> SendAsync(OutgoingDelivery delivery, string deliveryId, CancellationToken stop)
    {
        if (!WebhookTargets.TryParse(delivery.Url, allowsPrivate, out var url))
        {
            return (0, "Webhooks may not be sent to this address.");
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("AudioRooms-Id", deliveryId);
        request.Headers.Add("AudioRooms-Kind", delivery.Kind);
        request.Headers.Add("AudioRooms-Timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("AudioRooms-Signature", $"sha256={WebhookSignature.Of(delivery.Secret, now, delivery.Body)}");
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            var status = (int)response.StatusCode;
            return (status, response.IsSuccessStatusCode ? string.Empty : $"The receiver answered {status}.");
        }
        catch (HttpRequestException exception)
        {
            return (0, $"The receiver cannot be reached: {exception.HttpRequestError}.");
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return (0, $"The receiver did not answer within {client.Timeout}.");
        }
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => allowsPrivate || WebhookTargets.IsPublic(address));
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError, "The host name has no address to which webhooks may be sent.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
