using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Notifications;

/// <summary>A gateway at which somebody watches their inbox. Best effort: what it misses it finds out when it next renews its watch.</summary>
[Alias("AudioRooms.IInboxObserver")]
public interface IInboxObserver : IGrainObserver
{
    /// <summary>Something changed.</summary>
    /// <param name="user">In whose inbox.</param>
    /// <param name="change">What.</param>
    [Alias("OnInbox"), OneWay]
    Task OnInboxAsync(UserId user, InboxChange change);
}
