using AudioRooms.Contracts;

namespace AudioRooms.Gateway.Refusals;

/// <summary>Tells failures of the cluster from bugs: a silo that is gone, slow or shutting down, or a full disk.</summary>
internal static class ClusterFaults
{
    /// <summary>True if a later attempt may succeed.</summary>
    public static bool IsFault(Exception error) =>
        error is TimeoutException or OrleansException or OperationCanceledException || StorageFullException.IsCauseOf(error);

    /// <summary>The refusal for a call that met such a failure.</summary>
    public static EdgeRefusal RefusalOf(Exception error) =>
        StorageFullException.IsCauseOf(error) ? EdgeRefusal.StorageFull : EdgeRefusal.Unavailable;
}
