using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

/// <summary>The provider in a running cluster, with real grains, observers and messages.</summary>
public sealed class LiveStreamClusterTests(LiveCluster cluster) : IClassFixture<LiveCluster>
{
    private readonly string room = Guid.NewGuid().ToString();

    private StreamId Stage => StreamId.Create("stage", room);

    [Fact]
    public async Task Publish_GrainToGrain_ArrivesInOrder()
    {
        IHearingGrain listener = await ListenerAsync("a");

        await Speaker.SpeakAsync(room, first: 0, count: 200);

        (await listener.TakeAsync(200)).ShouldBe(Enumerable.Range(0, 200));
    }

    [Fact]
    public async Task Publish_ToAGrain_IsHandledOnItsOwnScheduler()
    {
        IHearingGrain listener = await ListenerAsync("a");

        await Speaker.SpeakAsync(room, first: 0, count: 50);

        await listener.TakeAsync(50);
        (await listener.HeardOnOwnSchedulerAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Publish_SeveralListeners_EachHearsAll()
    {
        IHearingGrain[] listeners = [await ListenerAsync("a"), await ListenerAsync("b"), await ListenerAsync("c")];

        await Speaker.SpeakAsync(room, first: 5, count: 3);

        foreach (IHearingGrain listener in listeners)
        {
            (await listener.TakeAsync(3)).ShouldBe([5, 6, 7]);
        }
    }

    [Fact]
    public async Task Publish_BeforeAnybodyListens_IsNotReplayed()
    {
        await Speaker.SpeakAsync(room, first: 0, count: 3);
        IHearingGrain listener = await ListenerAsync("a");

        await Speaker.SpeakAsync(room, first: 10, count: 1);

        (await listener.TakeAsync(1)).ShouldBe([10]);
    }

    [Fact]
    public async Task Publish_InTheSilo_IsHeardInAClient()
    {
        Recorder<Note> recorder = new();
        await cluster.InClient.GetStream<Note>(Stage).SubscribeAsync(recorder);

        await Speaker.SpeakAsync(room, first: 0, count: 100);

        (await recorder.TakeAsync(100)).Select(note => note.Number).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Publish_InAClient_IsHeardInTheSilo()
    {
        IHearingGrain listener = await ListenerAsync("a");
        IAsyncStream<Note> stream = cluster.InClient.GetStream<Note>(Stage);

        for (int number = 0; number < 100; number++)
        {
            await stream.OnNextAsync(new Note(number));
        }

        (await listener.TakeAsync(100)).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Unsubscribe_InAGrain_ListsAndEndsItsOwnOnly()
    {
        IHearingGrain leaving = await ListenerAsync("a");
        IHearingGrain staying = await ListenerAsync("b");

        int ended = await leaving.StopListeningAsync(room);
        await Speaker.SpeakAsync(room, first: 1, count: 1);

        ended.ShouldBe(1);
        (await staying.TakeAsync(1)).ShouldBe([1]);
        Subscriptions().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Deactivate_WithoutUnsubscribing_EndsTheSubscription()
    {
        IHearingGrain listener = await ListenerAsync("a");
        LiveSubscription subscription = Subscriptions().ShouldHaveSingleItem();

        await listener.LeaveAsync();
        await subscription.Ended;
        await Speaker.SpeakAsync(room, first: 1, count: 1);
        await listener.ListenAsync(room);
        await Speaker.SpeakAsync(room, first: 2, count: 1);

        (await listener.TakeAsync(1)).ShouldBe([2]);
        Subscriptions().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_ImmutableItem_IsNotCopied()
    {
        Recorder<Note> recorder = new();
        IAsyncStream<Note> stream = cluster.InSilo.GetStream<Note>(Stage);
        await stream.SubscribeAsync(recorder);
        Note note = new(7);

        await stream.OnNextAsync(note);

        (await recorder.TakeAsync(1))[0].ShouldBeSameAs(note);
    }

    [Fact]
    public async Task Publish_MutableItem_EachSubscriberHasItsOwnCopy()
    {
        Recorder<Draft> first = new();
        Recorder<Draft> second = new();
        IAsyncStream<Draft> stream = cluster.InSilo.GetStream<Draft>(Stage);
        await stream.SubscribeAsync(first);
        await stream.SubscribeAsync(second);
        Draft draft = new() { Text = "as published" };

        await stream.OnNextAsync(draft);
        draft.Text = "changed afterwards";

        Draft one = (await first.TakeAsync(1))[0];
        Draft two = (await second.TakeAsync(1))[0];
        one.Text.ShouldBe("as published");
        two.Text.ShouldBe("as published");
        one.ShouldNotBeSameAs(two);
    }

    [Fact]
    public async Task Publish_ThousandListeners_TwoSecondsOfSpeechArriveWholeAndInOrder()
    {
        IHearingGrain[] listeners = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => ListenerAsync($"{number}")));

        await Speaker.SpeakAsync(room, first: 0, count: 100);
        int[][] heard = await Task.WhenAll(listeners.Select(listener => listener.TakeAsync(100)));

        heard.ShouldAllBe(numbers => numbers.SequenceEqual(Enumerable.Range(0, 100)));
    }

    private ISpeakingGrain Speaker => cluster.Grains.GetGrain<ISpeakingGrain>(room);

    private async Task<IHearingGrain> ListenerAsync(string name)
    {
        IHearingGrain listener = cluster.Grains.GetGrain<IHearingGrain>($"{room}/{name}");
        await listener.ListenAsync(room);
        return listener;
    }

    private LiveSubscription[] Subscriptions() => ((LiveStreamProvider)cluster.InSilo).Node.SubscriptionsOf(Stage);
}
