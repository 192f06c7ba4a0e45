using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>For all services. What a service's own options leave unset comes from here.</summary>
public class GrpcServiceOptions
{
    private int? maxSendMessageSize;
    private int? maxReceiveMessageSize;
    private IList<ICompressionProvider>? compressionProviders;

    /// <summary>Bytes; null (the default) means no limit.</summary>
    public int? MaxSendMessageSize
    {
        get => maxSendMessageSize;
        set
        {
            maxSendMessageSize = value;
            MaxSendMessageSizeSpecified = true;
        }
    }

    /// <summary>True once somebody has set <see cref="MaxSendMessageSize"/>, even to null.</summary>
    public bool MaxSendMessageSizeSpecified { get; private set; }

    /// <summary>
    /// Bytes, before and after decompression; 4 MiB unless set, null means no limit. Judged by the message's length prefix,
    /// before the message is buffered.
    /// </summary>
    public int? MaxReceiveMessageSize
    {
        get => maxReceiveMessageSize;
        set
        {
            maxReceiveMessageSize = value;
            MaxReceiveMessageSizeSpecified = true;
        }
    }

    /// <summary>True once somebody has set <see cref="MaxReceiveMessageSize"/>, even to null.</summary>
    public bool MaxReceiveMessageSizeSpecified { get; private set; }

    /// <summary>Puts an unexpected exception's type and text into the status. Not in production: it may hold secrets.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>Name of the encoding of responses, if the client accepts it; null means none.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>Beside <c>identity</c>, which is always understood.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Upstream's shape.")]
    public IList<ICompressionProvider> CompressionProviders
    {
        get => compressionProviders ??= [];
        set => compressionProviders = value;
    }

    /// <summary>
    /// True leaves requests for unknown services and methods to the rest of the application rather than answering
    /// UNIMPLEMENTED.
    /// </summary>
    public bool? IgnoreUnknownServices { get; set; }

    public InterceptorCollection Interceptors { get; } = [];

    internal bool HasCompressionProviders => compressionProviders is { Count: > 0 };
}
