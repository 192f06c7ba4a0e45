using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.StandIn;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    public GrpcChannelOptions()
    {
    }

    /// <summary>Null takes what the address says: <c>http</c> is in the clear, <c>https</c> is TLS.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Bytes; null (the default) means no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes, before and after decompression; 4 MiB by default, null means no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = MessageLimits.ReceiveDefault;

    /// <summary>Beside <c>identity</c>; null means gzip and deflate.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Upstream's shape.")]
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Sends the calls; not together with <see cref="HttpHandler"/>. It must not have a timeout of its own.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Sends the calls; null means a handler that the channel makes.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>True disposes the given <see cref="HttpClient"/> or <see cref="HttpHandler"/> with the channel.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>
    /// True reports a call that its token or deadline ended as an <see cref="OperationCanceledException"/> around the
    /// <see cref="RpcException"/>.
    /// </summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>True presents call credentials even without TLS. They can then be read on the way.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>Longest pause between attempts to connect, for calls that wait for it; null means no bound.</summary>
    public TimeSpan? MaxReconnectBackoff { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>First pause between attempts to connect, for calls that wait for it; doubled each time.</summary>
    public TimeSpan InitialReconnectBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gives the channel a <see cref="TimeProvider"/>, if it has one.</summary>
    public IServiceProvider? ServiceProvider { get; set; }

    /// <summary>Null means HTTP/2.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>Null means exactly <see cref="HttpVersion"/>.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }
}
