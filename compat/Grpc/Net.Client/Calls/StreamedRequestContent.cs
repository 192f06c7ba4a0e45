using System.Net;
using System.Net.Http.Headers;

namespace Grpc.StandIn.Client;

/// <summary>A request body that is written to from outside for as long as the call has requests.</summary>
internal sealed class StreamedRequestContent : HttpContent
{
    public static readonly MediaTypeHeaderValue ContentType = new("application/grpc");

    private readonly IRequestSource source;

    public StreamedRequestContent(IRequestSource source)
    {
        this.source = source;
        Headers.ContentType = ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        source.UseAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}

/// <summary>Writes requests to a body once there is one.</summary>
internal interface IRequestSource
{
    /// <summary>Ends when the last request has been written.</summary>
    Task UseAsync(Stream body, CancellationToken cancellationToken);
}
