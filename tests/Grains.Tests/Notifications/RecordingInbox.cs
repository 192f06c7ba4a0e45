using System.Threading.Channels;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Tests.Notifications;

/// <summary>A gateway that watches an inbox. It records the changes, which a test reads in order.</summary>
internal sealed class RecordingInbox : IInboxObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<InboxChange> changes = Channel.CreateUnbounded<InboxChange>();
    private readonly TaskCompletionSource<UserId> moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task OnInboxAsync(UserId user, InboxChange change)
    {
        changes.Writer.TryWrite(change);
        return Task.CompletedTask;
    }

    /// <summary>Completes with the user whose inbox grain was moved or deactivated.</summary>
    public Task<UserId> Moved => moved.Task.WaitAsync(Patience);

    public Task OnInboxMovedAsync(UserId user)
    {
        moved.TrySetResult(user);
        return Task.CompletedTask;
    }

    public Task<InboxChange> NextAsync() => changes.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
