using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Refusals;

/// <summary>Refuses a call: counts the refusal and makes the exception that ends the call.</summary>
internal static class RpcRefusals
{
    public static RefusalException Refuse(this GatewayMetrics metrics, WireError error)
    {
        metrics.RequestRefused(error.Code);
        return error.ToRpcException();
    }
}
