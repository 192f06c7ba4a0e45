using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

/// <summary>
/// What a process does with items of other processes that arrive in the wrong order, late, twice or not at all.
/// </summary>
public sealed class RemoteOrderTests : IDisposable
{
    private static readonly StreamId Room = StreamId.Create("stage", "room");

    private readonly FakeCluster cluster = new();
    private readonly Recorder<string> heard = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Receive_BatchReversed_IsHeardInOrder()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();

        await PublishAsync(publisher, "one", "two", "three", "four");
        await listener.LetInAsync(3, 2, 1, 0);

        (await heard.TakeAsync(4)).ShouldBe(["one", "two", "three", "four"]);
        cluster.Measured["items_reordered"].ShouldBe(3);
        cluster.Measured["items_given_up/overdue"].ShouldBe(0);
    }

    [Fact]
    public async Task Receive_ItemTwice_IsHeardOnce()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();

        await PublishAsync(publisher, "one", "two");
        await listener.LetInAsync(0, 0, 1, 0);

        (await heard.TakeAsync(2)).ShouldBe(["one", "two"]);
        heard.HasMore.ShouldBeFalse();
        cluster.Measured["items_dropped/duplicate"].ShouldBe(2);
    }

    [Fact]
    public async Task Receive_ItemLost_TheRestIsHeardAfterTheWaitAndTheLostOneIsCounted()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one", "two", "three");
        await listener.LetInAsync(0, 2);
        (await heard.TakeAsync(1)).ShouldBe(["one"]);

        cluster.Time.Advance(cluster.Options.OrderWait - TimeSpan.FromTicks(1));
        long early = cluster.Measured["items_given_up/overdue"];
        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await heard.TakeAsync(1)).ShouldBe(["three"]);
        early.ShouldBe(0);
        cluster.Measured["items_given_up/overdue"].ShouldBe(1);
    }

    [Fact]
    public async Task Receive_AfterItWasGivenUp_IsDroppedAsLate()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one", "two", "three", "four");
        await listener.LetInAsync(0, 2);
        cluster.Time.Advance(cluster.Options.OrderWait);

        await listener.LetInAsync(1, 3);

        (await heard.TakeAsync(3)).ShouldBe(["one", "three", "four"]);
        cluster.Measured["items_dropped/late"].ShouldBe(1);
    }

    [Fact]
    public async Task Receive_TwoStreamsWithGaps_OneTimerServesBoth()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        Recorder<string> other = new();
        await listener.Stream("other").SubscribeAsync(other);
        await PublishAsync(publisher, "one", "two");
        await publisher.Stream("other").OnNextAsync("three");
        await publisher.Stream("other").OnNextAsync("four");
        int timers = cluster.Time.ArmedTimers;
        await listener.LetInAsync(1, 3);
        int withGaps = cluster.Time.ArmedTimers;

        cluster.Time.Advance(cluster.Options.OrderWait);

        (await heard.TakeAsync(1)).ShouldBe(["two"]);
        (await other.TakeAsync(1)).ShouldBe(["four"]);
        withGaps.ShouldBe(timers + 1);
        cluster.Time.ArmedTimers.ShouldBe(timers);
    }

    [Fact]
    public async Task Receive_CompletedOvertookTheLastItem_IsToldAfterIt()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one", "two");
        await publisher.Stream("room").OnCompletedAsync();

        await listener.LetInAsync(0, 2);
        bool before = heard.Completed.Task.IsCompleted;
        await listener.LetInAsync(1);
        await heard.Completed.Task;

        before.ShouldBeFalse();
        (await heard.TakeAsync(2)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Receive_ErrorOvertookTheLastItem_IsToldAfterIt()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one");
        await publisher.Stream("room").OnErrorAsync(new IOException("cut"));

        await listener.LetInAsync(1);
        bool before = heard.Failed.Task.IsCompleted;
        await listener.LetInAsync(0);

        (await heard.Failed.Task).ShouldBeOfType<IOException>();
        before.ShouldBeFalse();
        heard.HasMore.ShouldBeTrue();
    }

    [Fact]
    public async Task Subscribe_WhileAPublisherIsSpeaking_ItsFirstItemsArePutInOrder()
    {
        FakeNode publisher = cluster.StartNode();
        await PublishAsync(publisher, "before", "and before");
        FakeNode listener = await ListenAsync();
        await PublishAsync(publisher, "one", "two");

        await listener.LetInAsync(1, 0);
        cluster.Time.Advance(cluster.Options.OrderWait);

        (await heard.TakeAsync(2)).ShouldBe(["one", "two"]);
        cluster.Measured["items_given_up/overdue"].ShouldBe(0);
    }

    [Fact]
    public async Task Subscribe_AgainAfterAPause_WhatWasPublishedMeanwhileIsNoGap()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one");
        await listener.LetInAsync(0);
        await heard.TakeAsync(1);
        foreach (StreamSubscriptionHandle<string> handle in await listener.Stream("room").GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }

        await PublishAsync(publisher, "meanwhile");
        await listener.Stream("room").SubscribeAsync(heard);
        await PublishAsync(publisher, "two");
        await listener.LetInAsync(1);
        cluster.Time.Advance(cluster.Options.OrderWait);

        (await heard.TakeAsync(1)).ShouldBe(["two"]);
        cluster.Measured["items_given_up/overdue"].ShouldBe(0);
    }

    [Fact]
    public async Task Unsubscribe_ItemsHeld_AreDroppedAndCounted()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one", "two", "three");
        await listener.LetInAsync(1, 2);

        StreamSubscriptionHandle<string> handle = (await listener.Stream("room").GetAllSubscriptionHandles())
            .ShouldHaveSingleItem();
        await handle.UnsubscribeAsync();

        cluster.Measured["items_dropped/no_subscriber"].ShouldBe(2);
    }

    [Fact]
    public async Task Publish_ThePublishersProcessForgotTheStream_ItStartsAnewAndIsHeardAtOnce()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one", "two");
        await listener.LetInAsync(0, 1);
        cluster.Time.Advance(cluster.Options.PublisherIdle);
        await listener.Node.RenewAllAsync();
        await publisher.Node.RenewAllAsync();
        publisher.Node.StreamCount.ShouldBe(0);

        await PublishAsync(publisher, "three");
        await listener.LetInAsync(2);

        (await heard.TakeAsync(3)).ShouldBe(["one", "two", "three"]);
        listener.Waiting[2].Number.ShouldBe(1);
        listener.Waiting[2].Publisher.ShouldNotBe(listener.Waiting[0].Publisher);
    }

    [Fact]
    public async Task Receive_TwoPublishers_OnesGapDoesNotHoldTheOther()
    {
        (FakeNode first, FakeNode listener) = await ConnectAsync();
        FakeNode second = cluster.StartNode();
        await PublishAsync(first, "a1", "a2");
        await PublishAsync(second, "b1");

        await listener.LetInAsync(1, 2);

        (await heard.TakeAsync(1)).ShouldBe(["b1"]);
    }

    [Fact]
    public async Task Renew_PublisherSilentForLong_IsForgotten()
    {
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one");
        await listener.LetInAsync(0);
        int remembered = listener.Node.RemotePublisherCount(Room);

        cluster.Time.Advance(cluster.Options.PublisherMemory);
        await listener.Node.RenewAllAsync();

        remembered.ShouldBe(1);
        listener.Node.RemotePublisherCount(Room).ShouldBe(0);
    }

    [Fact]
    public async Task Receive_MorePublishersThanAreRemembered_TheOneHeardLongestAgoMakesRoom()
    {
        cluster.Options.RememberedPublishers = 2;
        FakeNode listener = await ListenAsync();
        FakeNode[] publishers = [cluster.StartNode(), cluster.StartNode(), cluster.StartNode()];
        await PublishAsync(publishers[0], "a1", "a2", "a3");
        await PublishAsync(publishers[1], "b1");
        await PublishAsync(publishers[2], "c1");

        await listener.LetInAsync(0, 2);
        cluster.Time.Advance(TimeSpan.FromMilliseconds(1));
        await listener.LetInAsync(3, 4);

        (await heard.TakeAsync(4)).ShouldBe(["a1", "b1", "a3", "c1"], ignoreOrder: true);
        listener.Node.RemotePublisherCount(Room).ShouldBe(2);
        cluster.Measured["items_given_up/publisher_forgotten"].ShouldBe(1);
    }

    [Fact]
    public async Task Receive_ItemBeyondTheWindow_TheGapIsGivenUpAtOnce()
    {
        cluster.Options.OrderWindow = 2;
        (FakeNode publisher, FakeNode listener) = await ConnectAsync();
        await PublishAsync(publisher, "one", "two", "three", "four");

        await listener.LetInAsync(0, 2, 3);

        (await heard.TakeAsync(3)).ShouldBe(["one", "three", "four"]);
        cluster.Measured["items_given_up/window_full"].ShouldBe(1);
    }

    private async Task<(FakeNode Publisher, FakeNode Listener)> ConnectAsync()
    {
        FakeNode listener = await ListenAsync();
        return (cluster.StartNode(), listener);
    }

    /// <summary>A process with a subscriber; the test lets messages in one by one.</summary>
    private async Task<FakeNode> ListenAsync()
    {
        FakeNode listener = cluster.StartNode();
        await listener.Stream("room").SubscribeAsync(heard);
        listener.Holds = true;
        return listener;
    }

    private static async Task PublishAsync(FakeNode publisher, params string[] items)
    {
        foreach (string item in items)
        {
            await publisher.Stream("room").OnNextAsync(item);
        }
    }
}
