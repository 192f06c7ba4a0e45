using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.StandIn.Server;

/// <summary>The options of one service over those of all, read once when it is mapped.</summary>
internal sealed class CallSettings
{
    public CallSettings(GrpcServiceOptions all, GrpcServiceOptions own, TimeProvider time, ILogger logger)
    {
        LengthToReceiveMax = (own.MaxReceiveMessageSizeSpecified ? own : all).MaxReceiveMessageSize;
        LengthToSendMax = (own.MaxSendMessageSizeSpecified ? own : all).MaxSendMessageSize;
        EnableDetailedErrors = own.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false;
        IgnoreUnknownServices = own.IgnoreUnknownServices ?? all.IgnoreUnknownServices ?? false;
        ResponseEncoding = own.ResponseCompressionAlgorithm ?? all.ResponseCompressionAlgorithm;
        ResponseCompressionLevel = own.ResponseCompressionLevel ?? all.ResponseCompressionLevel;
        Interceptors = [.. all.Interceptors, .. own.Interceptors];
        Time = time;
        Logger = logger;

        var compressors = new Dictionary<string, ICompressionProvider>(StringComparer.Ordinal);
        foreach (var provider in all.CompressionProviders.Concat(own.HasCompressionProviders ? own.CompressionProviders : []))
        {
            compressors[provider.EncodingName] = provider;
        }

        Compressors = compressors;
        AcceptedEncodings = string.Join(',', compressors.Keys.Prepend(MessageCompression.Identity));
        if (ResponseEncoding is not null && ResponseEncoding != MessageCompression.Identity && !compressors.ContainsKey(ResponseEncoding))
        {
            throw new InvalidOperationException(
                $"Responses shall be encoded as '{ResponseEncoding}', but only {AcceptedEncodings} have a compression provider.");
        }
    }

    /// <summary>Bytes; null means no limit.</summary>
    public int? LengthToReceiveMax { get; }

    /// <summary>Bytes; null means no limit.</summary>
    public int? LengthToSendMax { get; }

    public bool EnableDetailedErrors { get; }

    public bool IgnoreUnknownServices { get; }

    public string? ResponseEncoding { get; }

    public CompressionLevel? ResponseCompressionLevel { get; }

    /// <summary>By encoding name.</summary>
    public IReadOnlyDictionary<string, ICompressionProvider> Compressors { get; }

    /// <summary>The value of <c>grpc-accept-encoding</c>.</summary>
    public string AcceptedEncodings { get; }

    public IReadOnlyList<InterceptorRegistration> Interceptors { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }
}
