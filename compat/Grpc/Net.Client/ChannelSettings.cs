using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.StandIn.Client;

/// <summary>A channel's options, checked and read once.</summary>
internal sealed class ChannelSettings
{
    public ChannelSettings(GrpcChannelOptions options, bool isSecure)
    {
        IsSecure = isSecure;
        LengthToSendMax = options.MaxSendMessageSize;
        LengthToReceiveMax = options.MaxReceiveMessageSize;
        ThrowsOperationCanceled = options.ThrowOperationCanceledOnCancellation;
        MaySendCredentials = isSecure || options.UnsafeUseInsecureChannelCallCredentials;
        ConnectBackoffMin = options.InitialReconnectBackoff;
        ConnectBackoffMax = options.MaxReconnectBackoff ?? TimeSpan.MaxValue;
        HttpVersion = options.HttpVersion ?? System.Net.HttpVersion.Version20;
        HttpVersionPolicy = options.HttpVersionPolicy ?? System.Net.Http.HttpVersionPolicy.RequestVersionExact;
        Time = options.ServiceProvider?.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Grpc.Net.Client.Internal.GrpcCall");

        var providers = options.CompressionProviders
            ?? [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];
        Compressors = providers.ToDictionary(provider => provider.EncodingName, StringComparer.Ordinal);
        AcceptedEncodings = string.Join(',', Compressors.Keys.Prepend(MessageCompression.Identity));

        if (options.Credentials is not null)
        {
            var credentials = new ChannelCredentialsReader();
            options.Credentials.InternalPopulateConfiguration(credentials, this);
            if (credentials.IsSecure != isSecure)
            {
                throw new InvalidOperationException(
                    $"The channel's credentials are {(credentials.IsSecure ? "" : "in")}secure and its address is {(isSecure ? "https" : "http")}.");
            }

            CallCredentials = credentials.CallCredentials;
        }
    }

    public bool IsSecure { get; }

    /// <summary>Bytes; null means no limit.</summary>
    public int? LengthToSendMax { get; }

    /// <summary>Bytes; null means no limit.</summary>
    public int? LengthToReceiveMax { get; }

    public bool ThrowsOperationCanceled { get; }

    public bool MaySendCredentials { get; }

    /// <summary>Presented by every call, in order.</summary>
    public IReadOnlyList<CallCredentials> CallCredentials { get; } = [];

    public TimeSpan ConnectBackoffMin { get; }

    public TimeSpan ConnectBackoffMax { get; }

    public Version HttpVersion { get; }

    public HttpVersionPolicy HttpVersionPolicy { get; }

    /// <summary>By encoding name.</summary>
    public IReadOnlyDictionary<string, ICompressionProvider> Compressors { get; }

    /// <summary>The value of <c>grpc-accept-encoding</c>.</summary>
    public string AcceptedEncodings { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    private sealed class ChannelCredentialsReader : ChannelCredentialsConfiguratorBase
    {
        private readonly List<CallCredentials> callCredentials = [];

        public bool IsSecure { get; private set; }

        public IReadOnlyList<CallCredentials> CallCredentials => callCredentials;

        public override void SetInsecureCredentials(object state) => IsSecure = false;

        public override void SetSslCredentials(
            object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
        {
            if (rootCertificates is not null || keyCertificatePair is not null || verifyPeerCallback is not null)
            {
                throw new InvalidOperationException(
                    "Roots, client certificate and peer check are settings of the HTTP handler; give the channel one that has them.");
            }

            IsSecure = true;
        }

        public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            channelCredentials.InternalPopulateConfiguration(this, state);
            this.callCredentials.Add(callCredentials);
        }
    }
}
