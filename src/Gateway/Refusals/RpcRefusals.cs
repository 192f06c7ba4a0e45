using AudioRooms.Gateway.Observability;
using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>Refuses a call: counts the refusal and makes the exception that ends the call.</summary>
internal static class RpcRefusals
{
    public static RpcException Refuse(this GatewayMetrics metrics, WireError error)
    {
        metrics.RequestRefused(error.Code);
        return error.ToRpcException();
    }
}
