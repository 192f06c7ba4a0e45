namespace AudioRooms.Silo.Demo;

/// <summary>
/// Says which silo of the cluster plays the demo, so that however many are started with it there is one demo. Key: 0.
/// </summary>
[Alias("AudioRooms.Silo.IDemoLeaderGrain")]
internal interface IDemoLeaderGrain : IGrainWithIntegerKey
{
    /// <summary>Claims the demo for 15 s. The first silo gets it, and keeps it while it goes on claiming.</summary>
    /// <param name="silo">Names the silo, and this start of it.</param>
    /// <returns>True if this silo plays the demo now.</returns>
    [Alias("Claim")]
    Task<bool> ClaimAsync(Guid silo);
}
