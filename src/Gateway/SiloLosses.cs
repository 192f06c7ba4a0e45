namespace AudioRooms.Gateway;

/// <summary>
/// Where the host reports that a silo of the cluster was lost. Grains on that silo, and grains whose directory entries it held,
/// have lost what they kept in memory for this gateway. The gateway then renews it at once, instead of when it is next due.
/// Thread-safe.
/// </summary>
public sealed class SiloLosses
{
    /// <summary>Raised after a silo was lost, on the thread of the report.</summary>
    public event Action? Happened;

    /// <summary>Reports that a silo was lost.</summary>
    public void Report() => Happened?.Invoke();
}
