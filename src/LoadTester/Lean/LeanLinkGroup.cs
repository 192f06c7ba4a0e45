using System.Net.Sockets;
using System.Security.Authentication;
using AudioRooms.Client;

namespace AudioRooms.LoadTester.Lean;

/// <summary>The people who share one TCP connection. The first person to arrive opens it, and after a loss the first to return
/// opens it again.</summary>
internal sealed class LeanLinkGroup(LeanNetwork network) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1);
    private LeanLink? link;

    /// <summary>How fast the connection is read; 0 for no limit.</summary>
    public int BitsPerSecond { get; init; }

    /// <exception cref="ConnectionLostException">The server is unreachable.</exception>
    public async ValueTask<LeanLink> GetAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (link is { IsOpen: true } open)
            {
                return open;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var timer = network.Time.CreateTimer(
                static state => ((CancellationTokenSource)state!).Cancel(), limit, ConnectTimeout, Timeout.InfiniteTimeSpan);
            link = await network.ConnectAsync(BitsPerSecond, limit.Token).ConfigureAwait(false);
            return link;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ConnectionLostException(
                $"The server {network.Server.GetLeftPart(UriPartial.Authority)} could not be reached: {e.Message}", e);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        link?.Dispose();
        gate.Dispose();
    }
}
