namespace AudioRooms.Grains.Events;

/// <summary>Another activation wrote this event: the present one is out of date and must be deactivated.</summary>
[GenerateSerializer, Alias("AudioRooms.EventConflictException")]
public sealed class EventConflictException : OrleansException
{
    /// <summary>For an event that is not at the version before <paramref name="version"/> any more.</summary>
    public EventConflictException(string eventId, long version, Exception? cause = null)
        : base($"Event {eventId} was not at version {version - 1} when version {version} should be stored.", cause!)
    {
    }
}
