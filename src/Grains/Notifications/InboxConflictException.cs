using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Notifications;

/// <summary>Another activation wrote this inbox: the present one is out of date and must be deactivated.</summary>
[GenerateSerializer, Alias("AudioRooms.InboxConflictException")]
public sealed class InboxConflictException : OrleansException
{
    /// <summary>For an inbox whose stored version differs from <paramref name="version"/>.</summary>
    public InboxConflictException(UserId user, long version, Exception? cause = null)
        : base($"The inbox of {user} no longer has version {version}.", cause!)
    {
    }
}
