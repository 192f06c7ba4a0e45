using AudioRooms.Contracts;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// Which failures of a call into the cluster are nobody's bug: a silo that is away, slow or shutting down, or a full disk.
/// </summary>
internal static class ClusterFaults
{
    /// <summary>True if trying again later may help.</summary>
    public static bool IsFault(Exception error) =>
        error is TimeoutException or OrleansException or OperationCanceledException || StorageFullException.IsCauseOf(error);

    /// <summary>How a call is refused that met such a failure.</summary>
    public static EdgeRefusal RefusalOf(Exception error) =>
        StorageFullException.IsCauseOf(error) ? EdgeRefusal.StorageFull : EdgeRefusal.Unavailable;
}
