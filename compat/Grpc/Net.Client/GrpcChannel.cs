using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Grpc.Core;
using Grpc.StandIn.Client;

namespace Grpc.Net.Client;

/// <summary>
/// The way to one server over HTTP/2. Thread-safe and costly to make: one per server and process. A connection that is lost is
/// made anew by the next call; disposing the channel ends the calls that still run.
/// </summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly ConcurrentDictionary<string, Uri> uris = new(StringComparer.Ordinal);
    private readonly HashSet<ClientCall> running = [];
    private readonly bool ownsInvoker;
    private bool isDisposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        if (options.HttpClient is not null && options.HttpHandler is not null)
        {
            throw new ArgumentException("Give the channel an HTTP client or an HTTP handler, not both.", nameof(options));
        }

        Address = address;
        Settings = new ChannelSettings(options, isSecure: address.Scheme == Uri.UriSchemeHttps);
        ownsInvoker = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        Invoker = options.HttpClient ?? new HttpMessageInvoker(options.HttpHandler ?? CreateHandler(), ownsInvoker);
    }

    internal Uri Address { get; }

    internal ChannelSettings Settings { get; }

    internal HttpMessageInvoker Invoker { get; }

    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <param name="address"><c>http://host:port</c> or <c>https://host:port</c>.</param>
    /// <param name="channelOptions">Read once.</param>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ForAddress(new Uri(address), channelOptions);
    }

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.Host.Length == 0)
        {
            throw new ArgumentException(
                $"A channel's address is http://host:port or https://host:port; '{address.OriginalString}' is not.", nameof(address));
        }

        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return new HttpCallInvoker(this);
    }

    public void Dispose()
    {
        ClientCall[] left;
        lock (running)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            left = [.. running];
        }

        foreach (var call in left)
        {
            call.Dispose();
        }

        if (ownsInvoker)
        {
            Invoker.Dispose();
        }
    }

    internal Uri UriOf(IMethod method) => uris.GetOrAdd(method.FullName, static (path, address) => new Uri(address, path), Address);

    internal void Add(ClientCall call)
    {
        lock (running)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            running.Add(call);
        }
    }

    internal void Remove(ClientCall call)
    {
        lock (running)
        {
            running.Remove(call);
        }
    }

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>More than 100 streams take another connection rather than wait.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes it.")]
    private static SocketsHttpHandler CreateHandler() => new()
    {
        EnableMultipleHttp2Connections = true,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };
}
