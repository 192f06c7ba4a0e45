using AudioRooms.Gateway.Observability;
using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>How a call that cannot be served ends: counted, and with the reason.</summary>
internal static class RpcRefusals
{
    public static RpcException Refuse(this GatewayMetrics metrics, WireError error)
    {
        metrics.RequestRefused(error.Code);
        return error.ToRpcException();
    }
}
