namespace AudioRooms.Gateway;

/// <summary>
/// Where the host says that a silo of the cluster was lost. What grains there, or those that only that silo knew the way to, held
/// in memory for this gateway is gone then, and the gateway renews it at once instead of when it is due. Thread-safe.
/// </summary>
public sealed class SiloLosses
{
    /// <summary>Raised after a silo was lost, on the reporter's thread.</summary>
    public event Action? Happened;

    /// <summary>A silo was lost.</summary>
    public void Report() => Happened?.Invoke();
}
