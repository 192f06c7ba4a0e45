using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Notifications;

/// <summary>A second activation wrote this inbox: this one is out of date and must go.</summary>
[GenerateSerializer, Alias("AudioRooms.InboxConflictException")]
public sealed class InboxConflictException : OrleansException
{
    /// <summary>For an inbox that is no longer of the version that this activation wrote.</summary>
    public InboxConflictException(UserId user, long version, Exception? cause = null)
        : base($"The inbox of {user} is not of version {version} any more.", cause!)
    {
    }
}
