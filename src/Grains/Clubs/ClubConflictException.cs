namespace AudioRooms.Grains.Clubs;

/// <summary>Another activation wrote this club: the present one is out of date and must be deactivated.</summary>
[GenerateSerializer, Alias("AudioRooms.ClubConflictException")]
public sealed class ClubConflictException : OrleansException
{
    /// <summary>For a club that is not at the version before <paramref name="version"/> any more.</summary>
    public ClubConflictException(string clubId, long version, Exception? cause = null)
        : base($"Club {clubId} was not at version {version - 1} when version {version} should be stored.", cause!)
    {
    }
}
