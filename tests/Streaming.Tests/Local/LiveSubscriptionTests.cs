using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

public sealed class LiveSubscriptionTests : IDisposable
{
    private readonly FakeCluster cluster = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task OnNext_ManyItems_AreHeardInOrder()
    {
        cluster.Options.QueueCapacity = 1_000;
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Recorder<string> recorder = new();
        await stream.SubscribeAsync(recorder);
        string[] items = [.. Enumerable.Range(0, 1_000).Select(number => $"{number}")];

        foreach (string item in items)
        {
            await stream.OnNextAsync(item);
        }

        (await recorder.TakeAsync(items.Length)).ShouldBe(items);
        cluster.Measured["items_published"].ShouldBe(1_000);
    }

    [Fact]
    public async Task OnNext_HandlerBusy_NextItemWaitsForIt()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        int running = 0;
        int most = 0;
        Recorder<string> recorder = new()
        {
            Handler = async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
            },
        };
        await stream.SubscribeAsync(recorder);

        for (int index = 0; index < 100; index++)
        {
            await stream.OnNextAsync("item");
        }

        await recorder.TakeAsync(100);
        most.ShouldBe(1);
    }

    [Fact]
    public async Task OnNext_SlowSubscriber_OthersAndPublisherAreNotHeld()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Gate gate = new();
        Recorder<string> slow = new() { Handler = _ => gate.PassAsync() };
        Recorder<string> quick = new();
        await stream.SubscribeAsync(slow);
        await stream.SubscribeAsync(quick);

        await stream.OnNextAsync("one");
        await stream.OnNextAsync("two");

        (await quick.TakeAsync(2)).ShouldBe(["one", "two"]);
        slow.HasMore.ShouldBeFalse();
        gate.Open();
        (await slow.TakeAsync(2)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task OnNext_QueueFull_TheOldestGoAndAreCounted()
    {
        cluster.Options.QueueCapacity = 3;
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Gate gate = new();
        Recorder<string> slow = new() { Handler = _ => gate.PassAsync() };
        await stream.SubscribeAsync(slow);
        await stream.OnNextAsync("in the handler");
        await gate.Reached;

        foreach (string item in new[] { "1", "2", "3", "4", "5" })
        {
            await stream.OnNextAsync(item);
        }

        gate.Open();
        (await slow.TakeAsync(4)).ShouldBe(["in the handler", "3", "4", "5"]);
        cluster.Measured["items_dropped/slow_subscriber"].ShouldBe(2);
    }

    [Fact]
    public async Task OnNext_HandlerThrows_IsCountedAndTheStreamGoesOn()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Recorder<string> recorder =
            new() { Handler = item => item == "bad" ? throw new InvalidOperationException("handler") : Task.CompletedTask };
        await stream.SubscribeAsync(recorder);

        await stream.OnNextAsync("bad");
        await stream.OnNextAsync("bad");
        await stream.OnNextAsync("good");

        (await recorder.TakeAsync(1)).ShouldBe(["good"]);
        cluster.Measured["handler_errors"].ShouldBe(2);
    }

    [Fact]
    public async Task OnNext_SubscriberOfAnotherType_IsCountedAndDropped()
    {
        FakeNode node = cluster.StartNode();
        IAsyncStream<string> stream = node.Stream("room");
        LiveStream<int> numbers = new("live", stream.StreamId, node.Node, contexts: null, copier: null!);
        Recorder<int> recorder = new();
        await numbers.SubscribeAsync(recorder);

        await stream.OnNextAsync("text");
        await numbers.OnNextAsync(7);

        (await recorder.TakeAsync(1)).ShouldBe([7]);
        cluster.Measured["items_dropped/wrong_type"].ShouldBe(1);
    }

    [Fact]
    public async Task Unsubscribe_ItemsQueued_AreDiscarded()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Gate gate = new();
        Recorder<string> slow = new() { Handler = _ => gate.PassAsync() };
        StreamSubscriptionHandle<string> handle = await stream.SubscribeAsync(slow);
        await stream.OnNextAsync("in the handler");
        await gate.Reached;
        await stream.OnNextAsync("queued");

        await handle.UnsubscribeAsync();
        gate.Open();

        (await slow.TakeAsync(1)).ShouldBe(["in the handler"]);
        slow.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Resume_AnotherObserver_HearsAllFurtherItems()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Recorder<string> first = new();
        Recorder<string> second = new();
        StreamSubscriptionHandle<string> handle = await stream.SubscribeAsync(first);
        await stream.OnNextAsync("one");
        await first.TakeAsync(1);

        StreamSubscriptionHandle<string> resumed = await handle.ResumeAsync(second);
        await stream.OnNextAsync("two");

        (await second.TakeAsync(1)).ShouldBe(["two"]);
        first.HasMore.ShouldBeFalse();
        resumed.ShouldBe(handle);
    }

    [Fact]
    public async Task Resume_AfterUnsubscribe_IsRefused()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        StreamSubscriptionHandle<string> handle = await stream.SubscribeAsync(new Recorder<string>());
        await handle.UnsubscribeAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => handle.ResumeAsync(new Recorder<string>()));
    }

    [Fact]
    public async Task GetAllSubscriptionHandles_TwoLive_OneEnded_ListsTheLive()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        StreamSubscriptionHandle<string> first = await stream.SubscribeAsync(new Recorder<string>());
        StreamSubscriptionHandle<string> ended = await stream.SubscribeAsync(new Recorder<string>());
        StreamSubscriptionHandle<string> last = await stream.SubscribeAsync(new Recorder<string>());
        await ended.UnsubscribeAsync();

        IList<StreamSubscriptionHandle<string>> handles = await stream.GetAllSubscriptionHandles();

        handles.ShouldBe([first, last]);
    }

    [Fact]
    public async Task OnCompletedAndOnError_ReachTheObserver()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        Recorder<string> recorder = new();
        await stream.SubscribeAsync(recorder);
        InvalidOperationException fault = new("microphone");

        await stream.OnErrorAsync(fault);
        await stream.OnCompletedAsync();

        (await recorder.Failed.Task).ShouldBeSameAs(fault);
        await recorder.Completed.Task;
    }

    [Fact]
    public async Task Subscribe_WithToken_IsRefused()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");

        await Should.ThrowAsync<ArgumentException>(() => stream.SubscribeAsync(new Recorder<string>(), new Token()));
    }

    [Fact]
    public async Task OnNext_WithAmbientState_TheHandlerDoesNotInheritIt()
    {
        IAsyncStream<string> stream = cluster.StartNode().Stream("room");
        AsyncLocal<string?> ambient = new();
        TaskCompletionSource<string?> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Recorder<string> recorder = new() { Handler = _ => { seen.SetResult(ambient.Value); return Task.CompletedTask; } };
        await stream.SubscribeAsync(recorder);

        ambient.Value = "the publisher's";
        await stream.OnNextAsync("one");

        (await seen.Task).ShouldBeNull();
    }

    private sealed class Token : StreamSequenceToken
    {
        public override long SequenceNumber { get; protected set; }

        public override int EventIndex { get; protected set; }

        public override bool Equals(StreamSequenceToken? other) => ReferenceEquals(this, other);

        public override int CompareTo(StreamSequenceToken? other) => ReferenceEquals(this, other) ? 0 : 1;
    }
}
