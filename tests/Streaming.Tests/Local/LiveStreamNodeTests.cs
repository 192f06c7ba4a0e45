using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

public sealed class LiveStreamNodeTests : IDisposable
{
    private readonly FakeCluster cluster = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Publish_SubscriberInTheSameProcess_HearsItWithoutAMessage()
    {
        FakeNode node = cluster.StartNode();
        Recorder<string> recorder = new();
        await node.Stream("room").SubscribeAsync(recorder);

        await node.Stream("room").OnNextAsync("one");

        (await recorder.TakeAsync(1)).ShouldBe(["one"]);
        node.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Publish_ManySubscribersInAnotherProcess_OneMessageCarriesIt()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string>[] recorders = [new(), new(), new()];
        foreach (Recorder<string> recorder in recorders)
        {
            await listener.Stream("room").SubscribeAsync(recorder);
        }

        await publisher.Stream("room").OnNextAsync("one");

        foreach (Recorder<string> recorder in recorders)
        {
            (await recorder.TakeAsync(1)).ShouldBe(["one"]);
        }

        listener.Received.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_ManyItems_AskTheHubOnce()
    {
        FakeNode publisher = cluster.StartNode();
        IAsyncStream<string> stream = publisher.Stream("room");

        for (int index = 0; index < 100; index++)
        {
            await stream.OnNextAsync("item");
        }

        cluster.HubOf(stream.StreamId).Announcements.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_ListenerCameLater_IsHeardFromThenOn()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        await publisher.Stream("room").OnNextAsync("before");
        Recorder<string> recorder = new();

        await listener.Stream("room").SubscribeAsync(recorder);
        await publisher.Stream("room").OnNextAsync("after");

        // The listener cannot know that nothing is missing before it.
        cluster.Time.Advance(cluster.Options.OrderWait);

        (await recorder.TakeAsync(1)).ShouldBe(["after"]);
    }

    [Fact]
    public async Task Publish_TwoStreams_EachListenerHearsItsOwn()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> red = new();
        Recorder<string> blue = new();
        await listener.Stream("red").SubscribeAsync(red);
        await listener.Stream("blue").SubscribeAsync(blue);

        await publisher.Stream("blue").OnNextAsync("b");
        await publisher.Stream("red").OnNextAsync("r");

        (await red.TakeAsync(1)).ShouldBe(["r"]);
        (await blue.TakeAsync(1)).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Unsubscribe_LastSubscriberOfAProcess_NoMoreMessagesGoThere()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> recorder = new();
        StreamSubscriptionHandle<string> handle = await listener.Stream("room").SubscribeAsync(recorder);
        await publisher.Stream("room").OnNextAsync("one");
        await recorder.TakeAsync(1);

        await handle.UnsubscribeAsync();
        await publisher.Stream("room").OnNextAsync("two");

        listener.Received.ShouldBe(1);
        recorder.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Unsubscribe_OneOfTwo_TheOtherGoesOn()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> leaving = new();
        Recorder<string> staying = new();
        StreamSubscriptionHandle<string> handle = await listener.Stream("room").SubscribeAsync(leaving);
        await listener.Stream("room").SubscribeAsync(staying);

        await handle.UnsubscribeAsync();
        await publisher.Stream("room").OnNextAsync("one");

        (await staying.TakeAsync(1)).ShouldBe(["one"]);
        leaving.HasMore.ShouldBeFalse();
        cluster.HubOf(handle.StreamId).View.Relays.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Unsubscribe_Twice_IsAsOnce()
    {
        FakeNode node = cluster.StartNode();
        StreamSubscriptionHandle<string> handle = await node.Stream("room").SubscribeAsync(new Recorder<string>());
        await handle.UnsubscribeAsync();
        int announcements = cluster.HubOf(handle.StreamId).Announcements;

        await handle.UnsubscribeAsync();

        cluster.HubOf(handle.StreamId).Announcements.ShouldBe(announcements);
    }

    [Fact]
    public async Task Receive_LastSubscriberLeftMeanwhile_IsCountedAndDropped()
    {
        FakeNode node = cluster.StartNode();

        await node.Node.ReceiveAsync(new LiveStreamMessage
        {
            StreamId = StreamId.Create("stage", "room"),
            Item = "late",
            Publisher = 1,
            Number = 1,
        });

        cluster.Measured["items_dropped/no_subscriber"].ShouldBe(1);
    }

    [Fact]
    public async Task Renew_ListenerDied_TheHubForgetsItAfterTheLease()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        await listener.Stream("room").SubscribeAsync(new Recorder<string>());
        await publisher.Stream("room").OnNextAsync("one");
        listener.IsCut = true;
        listener.Node.Dispose();
        cluster.Options.PublisherIdle.ShouldBeGreaterThan(cluster.Options.Lease);

        cluster.Time.Advance(cluster.Options.Lease);
        await publisher.Node.RenewAllAsync();

        cluster.HubOf(StreamId.Create("stage", "room")).View.Relays.ShouldBeEmpty();
    }

    [Fact]
    public async Task Renew_ListenerLives_ItStaysBeyondTheLease()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> recorder = new();
        await listener.Stream("room").SubscribeAsync(recorder);
        await publisher.Stream("room").OnNextAsync("one");
        for (int period = 0; period < 6; period++)
        {
            cluster.Time.Advance(cluster.Options.RenewPeriod);
            await listener.Node.RenewAllAsync();
            await publisher.Node.RenewAllAsync();
        }

        await publisher.Stream("room").OnNextAsync("two");

        (await recorder.TakeAsync(2)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Renew_HubLostItsMemory_PublishersRenewalFirst_ListenerStaysConnected()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> recorder = new();
        await listener.Stream("room").SubscribeAsync(recorder);
        await publisher.Stream("room").OnNextAsync("one");
        cluster.HubOf(StreamId.Create("stage", "room")).Forget();

        await publisher.Node.RenewAllAsync();
        await publisher.Stream("room").OnNextAsync("two");

        (await recorder.TakeAsync(2)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task RelaysChanged_NewsOfAnotherHubActivation_TheNodeAsksAndFollowsTheLivingOne()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> recorder = new();
        await listener.Stream("room").SubscribeAsync(recorder);
        await publisher.Stream("room").OnNextAsync("one");
        HubView stale = new() { Epoch = Guid.NewGuid(), Version = 99, Relays = [] };

        await publisher.Node.RelaysChangedAsync(StreamId.Create("stage", "room"), stale);
        await publisher.Stream("room").OnNextAsync("two");

        (await recorder.TakeAsync(2)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task RelaysChanged_OlderVersion_IsIgnored()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        StreamId room = StreamId.Create("stage", "room");
        await publisher.Stream("room").OnNextAsync("before");
        HubView old = cluster.HubOf(room).View;
        Recorder<string> recorder = new();
        await listener.Stream("room").SubscribeAsync(recorder);

        await publisher.Node.RelaysChangedAsync(room, old);
        await publisher.Stream("room").OnNextAsync("one");
        cluster.Time.Advance(cluster.Options.OrderWait);

        (await recorder.TakeAsync(1)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Publish_HubUnreachable_LocalSubscribersHearItAndARenewalRepairsTheRest()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        Recorder<string> near = new();
        Recorder<string> far = new();
        await publisher.Stream("room").SubscribeAsync(near);
        await listener.Stream("room").SubscribeAsync(far);
        FakeHub hub = cluster.HubOf(StreamId.Create("stage", "room"));
        hub.IsUnreachable = true;

        await publisher.Stream("room").OnNextAsync("one");
        int asked = hub.Announcements;
        await publisher.Stream("room").OnNextAsync("two");
        hub.Announcements.ShouldBe(asked);
        hub.IsUnreachable = false;
        await publisher.Node.RenewAllAsync();
        await publisher.Stream("room").OnNextAsync("three");
        cluster.Time.Advance(cluster.Options.OrderWait);

        (await near.TakeAsync(3)).ShouldBe(["one", "two", "three"]);
        (await far.TakeAsync(1)).ShouldBe(["three"]);
    }

    [Fact]
    public async Task Subscribe_HubUnreachable_FailsAndLeavesNothingBehind()
    {
        FakeNode node = cluster.StartNode();
        IAsyncStream<string> stream = node.Stream("room");
        cluster.HubOf(stream.StreamId).IsUnreachable = true;

        await Should.ThrowAsync<TimeoutException>(() => stream.SubscribeAsync(new Recorder<string>()));

        (await stream.GetAllSubscriptionHandles()).ShouldBeEmpty();
    }

    [Fact]
    public async Task RenewAll_NothingPublishedForLong_PublisherLeavesAndTheStreamIsForgotten()
    {
        FakeNode publisher = cluster.StartNode();
        IAsyncStream<string> stream = publisher.Stream("room");
        await stream.OnNextAsync("one");
        int withPublisher = publisher.Node.StreamCount;

        cluster.Time.Advance(cluster.Options.PublisherIdle);
        await publisher.Node.RenewAllAsync();

        withPublisher.ShouldBe(1);
        publisher.Node.StreamCount.ShouldBe(0);
    }

    [Fact]
    public async Task Publish_AfterALongPause_NewListenersAreHeardOf()
    {
        FakeNode publisher = cluster.StartNode();
        FakeNode listener = cluster.StartNode();
        await publisher.Stream("room").OnNextAsync("one");
        cluster.Time.Advance(cluster.Options.PublisherIdle);
        await publisher.Node.RenewAllAsync();
        Recorder<string> recorder = new();
        await listener.Stream("room").SubscribeAsync(recorder);

        await publisher.Stream("room").OnNextAsync("two");

        (await recorder.TakeAsync(1)).ShouldBe(["two"]);
        publisher.News.ShouldBe(0);
    }
}
