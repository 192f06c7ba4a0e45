using System.Threading.Channels;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Tests.Notifications;

/// <summary>A gateway at which an inbox is watched; keeps what it is told, for a test to read in order.</summary>
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

    /// <summary>Whose inbox said that it moves.</summary>
    public Task<UserId> Moved => moved.Task.WaitAsync(Patience);

    public Task OnInboxMovedAsync(UserId user)
    {
        moved.TrySetResult(user);
        return Task.CompletedTask;
    }

    public Task<InboxChange> NextAsync() => changes.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
