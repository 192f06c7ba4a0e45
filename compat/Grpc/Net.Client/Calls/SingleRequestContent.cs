using System.Net;
using Grpc.Core;

namespace Grpc.StandIn.Client;

/// <summary>The body of a request that is one message.</summary>
internal sealed class SingleRequestContent<T> : HttpContent
{
    private readonly ClientCall call;
    private readonly Action<T, SerializationContext> serializer;
    private readonly T message;

    public SingleRequestContent(ClientCall call, Action<T, SerializationContext> serializer, T message)
    {
        this.call = call;
        this.serializer = serializer;
        this.message = message;
        Headers.ContentType = StreamedRequestContent.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var framed = new RequestWriter(call);
        try
        {
            framed.Write(message, serializer, call.Options.WriteOptions);
        }
        catch (Exception e)
        {
            // The transport would report it as a failure to send; it is a failure of the call, and has a status.
            throw call.Fail(e);
        }

        await stream.WriteAsync(framed.Written, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
