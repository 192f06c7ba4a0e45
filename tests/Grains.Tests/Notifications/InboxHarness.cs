using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Notifications;

/// <summary>People with inboxes, on a cluster whose clock the test moves.</summary>
public abstract class InboxHarness(TestDatabase database) : IAsyncLifetime
{
    private readonly ManualTime time = new();
    /// <summary>The cluster's data source. It outlives the cluster, unlike a data source from the cluster's services.</summary>
    private protected DbDataSource Source => database.Source;

    private protected ClockedCluster Cluster { get; private set; } = null!;

    private protected Person Ada { get; private set; } = null!;

    private protected Person Ben { get; private set; } = null!;

    private protected Person Eve { get; private set; } = null!;

    private protected IAnnouncements Announcements => Cluster.Services.GetRequiredService<IAnnouncements>();

    public async Task InitializeAsync()
    {
        Cluster = await database.ClockedAsync(time);
        Ada = await SomebodyAsync("ada");
        Ben = await SomebodyAsync("ben");
        Eve = await SomebodyAsync("eve");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Starts a new cluster on the same data, and moves the clock.</summary>
    private protected async Task RestartAsync(TimeSpan after = default) => Cluster = await database.RestartAsync(time, after);

    private protected IInboxGrain Inbox(Person person) => Cluster.Grains.GetGrain<IInboxGrain>(person.Id.Value);

    private protected IRoomGrain Room(RoomId room) => Cluster.Grains.GetGrain<IRoomGrain>(room.Value);

    private protected IClubGrain Club(string club) => Cluster.Grains.GetGrain<IClubGrain>(club);

    private protected async Task<Person> SomebodyAsync(string name)
    {
        var person = new Person(new UserId(Identifiers.NewId()), name, name);
        await Cluster.Grains.GetGrain<IUserGrain>(person.Id.Value).RegisterAsync(person);
        return person;
    }

    private protected async Task RelateAsync(Person actor, RelationCommand command, Person other) =>
        (await Cluster.Grains.GetGrain<IUserGrain>(actor.Id.Value).RelateAsync(command, other.Id)).Rejection.ShouldBeNull();

    /// <summary>Follows a person, and waits until the follow is announced, so that the test's next announcement is the one it
    /// expects.</summary>
    private protected async Task FollowAsync(Person actor, Person other, RelationCommand level = RelationCommand.HearAlways)
    {
        var told = await WatchAsync(other);
        await RelateAsync(actor, RelationCommand.Follow, other);
        await told.NextAsync();
        await RelateAsync(actor, level, other);
    }

    private protected async Task<RecordingInbox> WatchAsync(Person person)
    {
        var watch = new RecordingInbox();
        watches.Add(watch);
        await Inbox(person).WatchAsync($"gateway {watches.Count}", Cluster.Grains.CreateObjectReference<IInboxObserver>(watch));
        return watch;
    }

    private protected async Task<RoomId> OpenRoomAsync(Person owner, string title = "Coffee", RoomKind kind = RoomKind.Open)
    {
        var room = new RoomId(Identifiers.NewId());
        (await Room(room).CreateAsync(new CreateRoom(owner, title, [], "en", StagePolicy.Owner, 3)
        {
            Settings = RoomSettings.Default with { Kind = kind },
        })).Rejection.ShouldBeNull();
        return room;
    }

    /// <summary>Waits for everything that was announced of a subject. The method sends a marker, which always arrives and comes
    /// last: once it is there, everything before it has arrived or never will.</summary>
    private protected async Task SettleAsync(Person person, string subject)
    {
        var told = await WatchAsync(person);
        var mark = Identifiers.NewId();
        await Announcements.PublishAsync(new Announcement(
            AnnouncementKind.ClubInvited, null, subject, Cluster.Time.GetUtcNow(), Recipient: person.Id, Text: mark));
        while ((await told.NextAsync()).Entries.All(entry => entry.Newest[0].Text != mark))
        {
        }
    }

    /// <summary>The inbox's entries, without the markers of <see cref="SettleAsync"/>.</summary>
    private protected async Task<IReadOnlyList<InboxEntry>> EntriesAsync(Person person) =>
        [.. (await Inbox(person).ListAsync(100, null)).Entries.Where(entry => entry.Kind != NotificationKind.ClubInvited)];

    // Keeps the observers alive; Orleans references them weakly.
    private readonly List<RecordingInbox> watches = [];
}
