using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

/// <summary>Sound through a network that keeps no order, in a running cluster.</summary>
public sealed class ShuffledNetworkTests(ShuffledCluster cluster) : IClassFixture<ShuffledCluster>
{
    private const int Items = 3_000;

    private readonly StreamId stage = StreamId.Create("stage", Guid.NewGuid().ToString());

    [Fact]
    public async Task Publish_InASilo_IsHeardOnceAndInOrderEverywhere()
    {
        Recorder<Note>[] listeners = await ListenEverywhereAsync();

        await PublishAsync(cluster.InSilo(0), first: 0);

        await EachHearsAsync(listeners, Enumerable.Range(0, Items));
        await NothingFollowsAsync(cluster.InSilo(0), listeners);
    }

    [Fact]
    public async Task Publish_InAClient_IsHeardOnceAndInOrderEverywhere()
    {
        Recorder<Note>[] listeners = await ListenEverywhereAsync();

        await PublishAsync(cluster.InClient, first: 0);

        await EachHearsAsync(listeners, Enumerable.Range(0, Items));
        await NothingFollowsAsync(cluster.InClient, listeners);
    }

    [Fact]
    public async Task Publish_InASiloAndInAClientAtOnce_EachPublishersItemsKeepTheirOrder()
    {
        Recorder<Note> listener = new();
        await cluster.InSilo(1).GetStream<Note>(stage).SubscribeAsync(listener);

        await Task.WhenAll(
            Task.Run(() => PublishAsync(cluster.InSilo(0), first: 0)),
            Task.Run(() => PublishAsync(cluster.InClient, first: Items)));
        int[] heard = [.. (await listener.TakeAsync(2 * Items)).Select(note => note.Number)];

        heard.Where(number => number < Items).ShouldBe(Enumerable.Range(0, Items));
        heard.Where(number => number >= Items).ShouldBe(Enumerable.Range(Items, Items));
    }

    private async Task<Recorder<Note>[]> ListenEverywhereAsync()
    {
        Recorder<Note>[] listeners = [new(), new(), new()];
        await cluster.InSilo(0).GetStream<Note>(stage).SubscribeAsync(listeners[0]);
        await cluster.InSilo(1).GetStream<Note>(stage).SubscribeAsync(listeners[1]);
        await cluster.InClient.GetStream<Note>(stage).SubscribeAsync(listeners[2]);
        return listeners;
    }

    private async Task PublishAsync(IStreamProvider provider, int first)
    {
        IAsyncStream<Note> stream = provider.GetStream<Note>(stage);
        for (int number = first; number < first + Items; number++)
        {
            await stream.OnNextAsync(new Note(number));
        }
    }

    private static async Task EachHearsAsync(Recorder<Note>[] listeners, IEnumerable<int> expected)
    {
        foreach (Recorder<Note> listener in listeners)
        {
            (await listener.TakeAsync(Items)).Select(note => note.Number).ShouldBe(expected);
        }
    }

    /// <summary>
    /// Checks that no doubled message is still to come: all have arrived before one more item of the same publisher.
    /// </summary>
    private async Task NothingFollowsAsync(IStreamProvider provider, Recorder<Note>[] listeners)
    {
        await cluster.Network.WhenIdleAsync();
        await provider.GetStream<Note>(stage).OnNextAsync(new Note(-1));

        foreach (Recorder<Note> listener in listeners)
        {
            (await listener.TakeAsync(1)).ShouldBe([new Note(-1)]);
        }

        await cluster.Network.WhenIdleAsync();
        listeners.ShouldAllBe(listener => !listener.HasMore);
        cluster.Network.Failures.ShouldBeEmpty();
        cluster.Network.Moved.ShouldBeGreaterThan(Items);
        cluster.Network.Doubled.ShouldBeGreaterThan(Items / 20);
    }
}
