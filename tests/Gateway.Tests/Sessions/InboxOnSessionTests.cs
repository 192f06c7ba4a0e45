using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>The changes of its owner's inbox that a device in a room gets.</summary>
public sealed class InboxOnSessionTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Join_WithTheInbox_TellsWhatChangesAtMostOnceASecond()
    {
        var room = harness.Cluster.CreateRoom(People.Ada);
        var device = harness.Connect(People.Ben);
        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value, WatchInbox = true } });
        await device.NextAsync();
        var first = (await NextInboxAsync(device)).State.Version;
        var inbox = harness.Cluster.Inbox(People.Ben.Id.Value);

        inbox.Notify(7, FakeInbox.Entry("one", 8));
        inbox.Notify(8, FakeInbox.Entry("two", 9));
        await device.SettleAsync();
        device.Take().ShouldAllBe(message => message.BodyCase != ServerMessage.BodyOneofCase.Inbox);
        await harness.Time.WhenDelayedAsync(TimeSpan.FromSeconds(1));
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        var update = await NextInboxAsync(device);

        first.ShouldBe(7ul);
        update.Entries.Select(entry => entry.EntryId).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Join_WithoutTheInbox_AsksNothingOfIt()
    {
        var room = harness.Cluster.CreateRoom(People.Ada);

        await harness.JoinAsync(People.Ben, room.Id);

        harness.Cluster.Inbox(People.Ben.Id.Value).Watched.ShouldBe(0);
    }

    [Fact]
    public async Task Leave_WithTheInbox_EndsTheWatch()
    {
        var room = harness.Cluster.CreateRoom(People.Ada);
        var device = harness.Connect(People.Ben);
        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value, WatchInbox = true } });
        await device.NextAsync();
        await NextInboxAsync(device);

        device.Transport.End();
        await device.Ended;

        var unwatched = harness.Cluster.Inbox(People.Ben.Id.Value).Unwatched.WaitAsync(TimeSpan.FromSeconds(60));
        (await unwatched).ShouldBe(harness.Identity.Id);
    }

    private static async Task<InboxUpdate> NextInboxAsync(FakeDevice device)
    {
        while (true)
        {
            if (await device.NextAsync() is { BodyCase: ServerMessage.BodyOneofCase.Inbox } message)
            {
                return message.Inbox;
            }
        }
    }
}
