namespace AudioRooms.Silo.Demo;

/// <summary>
/// Decides which silo of the cluster plays the demo, so that several silos that start with it play it once. Key: 0.
/// </summary>
[Alias("AudioRooms.Silo.IDemoLeaderGrain")]
internal interface IDemoLeaderGrain : IGrainWithIntegerKey
{
    /// <summary>Claims the demo for 15 s. The first silo gets it, and keeps it as long as it renews the claim.</summary>
    /// <param name="silo">Identifies the silo and this start of it.</param>
    /// <returns>True if this silo plays the demo now.</returns>
    [Alias("Claim")]
    Task<bool> ClaimAsync(Guid silo);
}
