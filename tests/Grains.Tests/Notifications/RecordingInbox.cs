using System.Threading.Channels;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Tests.Notifications;

/// <summary>A gateway at which an inbox is watched; keeps what it is told, for a test to read in order.</summary>
internal sealed class RecordingInbox : IInboxObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<InboxChange> changes = Channel.CreateUnbounded<InboxChange>();

    public Task OnInboxAsync(UserId user, InboxChange change)
    {
        changes.Writer.TryWrite(change);
        return Task.CompletedTask;
    }

    public Task<InboxChange> NextAsync() => changes.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
