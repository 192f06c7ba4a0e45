using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Notifications;

/// <summary>
/// A gateway at which somebody watches their inbox. Best effort and in no order: a change carries the version that it follows and
/// the one that it leads to, and what a gateway misses it finds out when it next renews its watch.
/// </summary>
[Alias("AudioRooms.IInboxObserver")]
public interface IInboxObserver : IGrainObserver
{
    /// <summary>Something changed.</summary>
    /// <param name="user">In whose inbox.</param>
    /// <param name="change">What.</param>
    [Alias("OnInbox"), OneWay]
    Task OnInboxAsync(UserId user, InboxChange change);

    /// <summary>The inbox was moved or gave itself up, and does not know its watchers any more: watch again.</summary>
    /// <param name="user">Whose inbox.</param>
    [Alias("OnInboxMoved"), OneWay]
    Task OnInboxMovedAsync(UserId user);
}
