using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>A refusal on its way out of a call. A page that does the work of a call catches it and answers over HTTP.</summary>
internal sealed class RefusalException(
    WireError error, Metadata trailers) : RpcException(new Status(error.Status, error.Sentence), trailers)
{
    public WireError Error => error;
}
