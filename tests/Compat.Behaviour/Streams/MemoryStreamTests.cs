using AudioRooms.Compat.Behaviour.Storage;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace AudioRooms.Compat.Behaviour.Streams;

public sealed class MemoryStreamTests
{
    private readonly StreamProbe probe = new();

    [Fact]
    public async Task OnNext_Subscribed_ArrivesInOrder()
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");

        for (var i = 1; i <= 20; i++)
        {
            await StreamOf(silo, "one").OnNextAsync(i);
        }

        (await probe.NextAsync(20)).ShouldBe(Enumerable.Range(1, 20).Select(i => $"ada {i}"));
    }

    [Fact]
    public async Task OnNext_TwoSubscribers_BothGetIt()
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");
        await silo.Grains.GetGrain<IStreamListenerGrain>("alan").Subscribe("one");

        await StreamOf(silo, "one").OnNextAsync(1);

        (await probe.NextAsync(2)).ShouldBe(["ada 1", "alan 1"], ignoreOrder: true);
    }

    [Fact]
    public async Task OnNext_AnotherStream_DoesNotArrive()
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");

        await StreamOf(silo, "two").OnNextAsync(1);
        await StreamOf(silo, "one").OnNextAsync(2);

        (await probe.NextAsync()).ShouldBe("ada 2");
    }

    [Fact]
    public async Task OnNext_HandlerStillRuns_NextEventAndCallsWait()
    {
        var gate = new TaskCompletionSource();
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStreamListenerGrain>("ada");
        await grain.Subscribe("one");
        probe.Gate = gate.Task;
        await StreamOf(silo, "one").OnNextAsync(1);
        (await probe.NextAsync()).ShouldBe("ada 1");

        await StreamOf(silo, "one").OnNextAsync(2);
        var ping = grain.Ping();
        probe.Write("handler released");
        gate.SetResult();
        await ping;

        (await probe.NextAsync()).ShouldBe("handler released");
        (await probe.NextAsync(2)).ShouldBe(["ping", "ada 2"], ignoreOrder: true);
    }

    [Fact]
    public async Task OnNext_OneSubscriberIsSlow_TheOtherDoesNotWait()
    {
        var gate = new TaskCompletionSource();
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IStreamListenerGrain>("slow").Subscribe("one");
        probe.Gate = gate.Task;
        await StreamOf(silo, "one").OnNextAsync(1);
        await probe.NextAsync();
        probe.Gate = Task.CompletedTask;
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");

        await StreamOf(silo, "one").OnNextAsync(2);
        await StreamOf(silo, "one").OnNextAsync(3);

        (await probe.NextAsync(2)).ShouldBe(["ada 2", "ada 3"]);
        gate.SetResult();
        (await probe.NextAsync(2)).ShouldBe(["slow 2", "slow 3"]);
    }

    [Fact]
    public async Task OnNextBatch_BatchSubscriber_GetsItWhole()
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").SubscribeInBatches("one");

        await StreamOf(silo, "one").OnNextBatchAsync([1, 2, 3]);

        (await probe.NextAsync()).ShouldBe("batch 1,2,3");
    }

    [Fact]
    public async Task OnNext_RequestContextSet_HandlerSeesIt()
    {
        await using var silo = await StartAsync();
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");

        RequestContext.Set("mood", " cheerful");
        await StreamOf(silo, "one").OnNextAsync(1);
        RequestContext.Clear();
        await StreamOf(silo, "one").OnNextAsync(2);

        (await probe.NextAsync(2)).ShouldBe(["ada 1 cheerful", "ada 2"]);
    }

    [Fact]
    public async Task Unsubscribe_ThenOnNext_DoesNotArrive()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStreamListenerGrain>("ada");
        await grain.Subscribe("one");
        await grain.UnsubscribeAll("one");
        await silo.Grains.GetGrain<IStreamListenerGrain>("alan").Subscribe("one");

        await StreamOf(silo, "one").OnNextAsync(1);

        (await probe.NextAsync()).ShouldBe("alan 1");
        (await grain.CountHandles("one")).ShouldBe(0);
    }

    [Fact]
    public async Task OnNext_GrainDeactivatedAndResumes_Arrives()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStreamListenerGrain>("ada");
        await grain.Subscribe("one");
        await grain.ResumeOnActivation("one");
        await grain.Deactivate();

        await StreamOf(silo, "one").OnNextAsync(1);

        (await probe.NextAsync()).ShouldBe("ada 1");
        (await grain.CountHandles("one")).ShouldBe(1);
    }

    [Fact]
    public async Task OnNext_GrainDeactivatedAndDoesNotResume_IsLostAndTheSubscriptionStays()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IStreamListenerGrain>("ada");
        await grain.Subscribe("one");
        await grain.Deactivate();
        await StreamOf(silo, "one").OnNextAsync(1);
        await grain.ResumeOnActivation("one");
        await grain.Deactivate();

        await StreamOf(silo, "one").OnNextAsync(2);

        (await probe.NextAsync()).ShouldBe("ada 2");
    }

    [Fact]
    public async Task OnNext_HandlerFails_IsTriedAgain()
    {
        var time = new ManualTime();
        await using var silo = await StartAsync(time: time);
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");
        probe.Fail(times: 2);

        await StreamOf(silo, "one").OnNextAsync(1);
        await StreamOf(silo, "one").OnNextAsync(2);
        (await probe.NextAsync()).ShouldBe("failed");
        await time.WhenDelayedAsync(TimeSpan.FromMilliseconds(100));
        time.Advance(TimeSpan.FromMilliseconds(100));
        (await probe.NextAsync()).ShouldBe("failed");
        await time.WhenDelayedAsync(TimeSpan.FromMilliseconds(200));
        time.Advance(TimeSpan.FromMilliseconds(200));

        (await probe.NextAsync(2)).ShouldBe(["ada 1", "ada 2"]);
    }

    [Fact]
    public async Task OnNext_HandlerFailsBeyondTheLimit_SubscriberIsToldAndTheNextEventComes()
    {
        await using var silo = await StartAsync(streams => streams.ConfigurePullingAgent(
            agent => agent.Configure(options => options.MaxEventDeliveryTime = TimeSpan.Zero)));
        await silo.Grains.GetGrain<IStreamListenerGrain>("ada").Subscribe("one");
        probe.Fail(times: 1);

        await StreamOf(silo, "one").OnNextAsync(1);
        await StreamOf(silo, "one").OnNextAsync(2);

        (await probe.NextAsync(3)).ShouldBe(["failed", "error StreamEventDeliveryFailureException", "ada 2"]);
    }

    [Fact]
    public async Task OnNext_ImplicitSubscriber_IsActivatedAndAttachesItsHandler()
    {
        await using var silo = await StartAsync();
        var stream = silo.Client.GetStreamProvider("events").GetStream<int>("implicit", "ada");

        await stream.OnNextAsync(1);
        await stream.OnNextAsync(2);

        (await probe.NextAsync(3)).ShouldBe(["subscribed events implicit/ada", "ada 1", "ada 2"]);
    }

    [Fact]
    public async Task OnNext_ImplicitSubscriberThatSubscribesWhenActivated_GetsEachEventOnce()
    {
        await using var silo = await StartAsync();
        var key = Guid.NewGuid();
        var stream = silo.Client.GetStreamProvider("events").GetStream<int>("implicit-guid", key);

        await stream.OnNextAsync(1);
        await stream.OnNextAsync(2);

        (await probe.NextAsync(2)).ShouldBe([$"{key:N} 1", $"{key:N} 2"]);
        probe.Log.Reader.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Subscribe_OutsideOfAGrain_IsRefused()
    {
        await using var silo = await StartAsync();

        var subscribing = StreamOf(silo, "one").SubscribeAsync((_, _) => Task.CompletedTask);

        await subscribing.ShouldThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task StartSilo_NoStorageForSubscriptions_SaysWhichIsMissing()
    {
        var starting = TestSilo.StartAsync(silo => silo.AddMemoryStreams("events"));

        (await starting.ShouldThrowAsync<OrleansConfigurationException>()).Message.ShouldContain("AddMemoryGrainStorage(\"PubSubStore\")");
    }

    [Fact]
    public async Task GetStreamProvider_OwnProvider_IsFoundByItsName()
    {
        var provider = new OwnProvider();
        await using var silo = await TestSilo.StartAsync(
            builder => builder.Services.AddKeyedSingleton<IStreamProvider>("live", provider));

        silo.Client.GetStreamProvider("live").ShouldBeSameAs(provider);
        Should.Throw<KeyNotFoundException>(() => silo.Client.GetStreamProvider("other"));
    }

    private static IAsyncStream<int> StreamOf(TestSilo silo, string key) =>
        silo.Client.GetStreamProvider("events").GetStream<int>("numbers", key);

    private Task<TestSilo> StartAsync(Action<ISiloMemoryStreamConfigurator>? configure = null, TimeProvider? time = null) => TestSilo.StartAsync(
        silo =>
        {
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams("events", configure);
            silo.Services.AddSingleton(probe);
            silo.Services.AddSingleton<ResumingStreams>();
        },
        time);

    private sealed class OwnProvider : IStreamProvider
    {
        public string Name => "live";

        public bool IsRewindable => false;

        public IAsyncStream<T> GetStream<T>(StreamId streamId) => throw new NotSupportedException();
    }
}
