using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Notifications;

/// <summary>A gateway that watches inboxes. Calls are best effort and may arrive in any order. A change carries the version that
/// it follows and the version that it leads to; a gateway that misses one finds the gap when it next renews its watch.</summary>
[Alias("AudioRooms.IInboxObserver")]
public interface IInboxObserver : IGrainObserver
{
    /// <summary>An inbox changed.</summary>
    /// <param name="user">The owner of the inbox.</param>
    /// <param name="change">What changed.</param>
    [Alias("OnInbox"), OneWay]
    Task OnInboxAsync(UserId user, InboxChange change);

    /// <summary>The inbox grain was moved or deactivated and has lost its watches: the gateway must watch again.</summary>
    /// <param name="user">The owner of the inbox.</param>
    [Alias("OnInboxMoved"), OneWay]
    Task OnInboxMovedAsync(UserId user);
}
