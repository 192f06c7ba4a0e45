using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>An inbox that keeps what it is asked and tells what a test wants.</summary>
internal sealed class FakeInbox(UserId user) : IInboxGrain
{
    private readonly Dictionary<string, IInboxObserver> observers = [];
    private readonly TaskCompletionSource<string> unwatched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InboxState State { get; set; } = new(7, 1);

    /// <summary>The changes after any version.</summary>
    public InboxChange? Missed { get; set; }

    public List<long> AskedAfter { get; } = [];

    public int Watched { get; private set; }

    /// <summary>Completes with the id of the first gateway that ends its watch.</summary>
    public Task<string> Unwatched => unwatched.Task;

    public (int PageSize, string? Token)? Listed { get; private set; }

    public IReadOnlyList<string>? Marked { get; private set; }

    public long? AllMarked { get; private set; }

    public NotificationSettings Settings { get; set; } = NotificationSettings.Default;

    public NotificationSettingsChange? Change { get; private set; }

    public (NotificationSource Source, bool Muted)? Muted { get; private set; }

    public (Person From, RoomId Room)? AskedIn { get; private set; }

    public InboxRejection? Refusal { get; set; }

    public static InboxEntry Entry(string id, long version, string subject = "room/r") => new(
        id,
        version,
        NotificationKind.RoomStarted,
        [new InboxItem(NotificationKind.RoomStarted, new Person(
            new UserId("ada"), "ada", "Ada"), subject, "Coffee", DateTimeOffset.UnixEpoch)],
        3,
        2,
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        IsRead: false);

    /// <summary>Tells every gateway that watches of entries.</summary>
    public void Notify(long after, params InboxEntry[] entries)
    {
        State = new InboxState(entries.Max(entry => entry.Version), entries.Length);
        foreach (var observer in observers.Values)
        {
            observer.OnInboxAsync(user, new InboxChange(after, State, [.. entries], [], IsNews: true, IsWhole: true));
        }
    }

    /// <summary>Forgets the watchers, as a new activation does.</summary>
    public void Forget() => observers.Clear();

    public Task<InboxPage> ListAsync(int pageSize, string? pageToken)
    {
        Listed = (pageSize, pageToken);
        return Task.FromResult(new InboxPage([Entry("one", 5)], "more", State));
    }

    public Task<InboxState> MarkReadAsync(IReadOnlyList<string> entryIds)
    {
        Marked = entryIds;
        return Task.FromResult(State);
    }

    public Task<InboxState> MarkAllReadAsync(long version)
    {
        AllMarked = version;
        return Task.FromResult(State);
    }

    public Task<NotificationSettings> GetSettingsAsync() => Task.FromResult(Settings);

    public Task<InboxReply<NotificationSettings>> ChangeSettingsAsync(NotificationSettingsChange change)
    {
        Change = change;
        return Task.FromResult(Refusal is { } refusal ? refusal : (InboxReply<NotificationSettings>)Settings);
    }

    public Task<InboxReply<NotificationSettings>> SetMutedAsync(NotificationSource source, bool muted)
    {
        Muted = (source, muted);
        return Task.FromResult((InboxReply<NotificationSettings>)Settings);
    }

    public Task<InboxState> WatchAsync(string gatewayId, IInboxObserver observer)
    {
        Watched++;
        observers[gatewayId] = observer;
        return Task.FromResult(State);
    }

    public Task UnwatchAsync(string gatewayId)
    {
        observers.Remove(gatewayId);
        unwatched.TrySetResult(gatewayId);
        return Task.CompletedTask;
    }

    public Task<InboxChange> ChangesAfterAsync(long version)
    {
        AskedAfter.Add(version);
        return Task.FromResult(Missed ?? new InboxChange(version, State, [], [], IsNews: false, IsWhole: true));
    }

    public Task<InboxReply<InboxState>> AskInAsync(Person from, RoomId room)
    {
        AskedIn = (from, room);
        return Task.FromResult(Refusal is { } refusal ? refusal : (InboxReply<InboxState>)State);
    }

    public Task DeliverAsync(Notification notification) => throw new NotSupportedException();

    public Task WithdrawAsync(string subject, DateTimeOffset before) => throw new NotSupportedException();

    public Task DropPersonAsync(UserId person) => throw new NotSupportedException();

    public Task ReleaseAsync() => throw new NotSupportedException();

    public Task ExpireAsync() => throw new NotSupportedException();

    public Task ForgetAsync() => throw new NotSupportedException();
}
