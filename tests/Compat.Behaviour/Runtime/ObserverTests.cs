namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class ObserverTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Observer_ToldByGrain_HearsEverythingInOrder()
    {
        var listener = new Listener(expected: 200);
        var reference = cluster.Grains.CreateObjectReference<IListener>(listener);

        await cluster.Grains.GetGrain<ITellingGrain>("ordered").TellAsync(reference, 200);

        await listener.Complete.WaitAsync(Gate.Patience);
        listener.Heard.ShouldBe(Enumerable.Range(0, 200));
        listener.MostAtOnce.ShouldBe(1);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task Observer_ReferenceDeleted_HearsNothing()
    {
        var listener = new Listener(expected: 1);
        var reference = cluster.Grains.CreateObjectReference<IListener>(listener);
        cluster.Grains.DeleteObjectReference<IListener>(reference);

        await cluster.Grains.GetGrain<ITellingGrain>("deleted").TellOneWayAsync(reference, 1);

        listener.Heard.ShouldBeEmpty();
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task CreateObjectReference_InsideGrain_Throws() =>
        (await cluster.Grains.GetGrain<ITellingGrain>("inside").CanMakeReferenceAsync()).ShouldBeFalse();

    private sealed class Listener(int expected) : IListener
    {
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _heard = [];
        private int _atOnce;

        public Task Complete => _complete.Task;

        public IReadOnlyList<int> Heard => _heard;

        public int MostAtOnce { get; private set; }

        public async Task HearAsync(int number)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            await Task.Yield();
            _heard.Add(number);
            Interlocked.Decrement(ref _atOnce);
            if (_heard.Count == expected)
            {
                _complete.TrySetResult();
            }
        }

        public void Note(int number) => _heard.Add(number);
    }
}

public interface IListener : IGrainObserver
{
    Task HearAsync(int number);

    void Note(int number);
}

public interface ITellingGrain : IGrainWithStringKey
{
    Task TellAsync(IListener listener, int count);

    Task TellOneWayAsync(IListener listener, int count);

    Task<bool> CanMakeReferenceAsync();
}

public sealed class TellingGrain : Grain, ITellingGrain, IListener
{
    public Task TellAsync(IListener listener, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(listener.HearAsync));

    public Task TellOneWayAsync(IListener listener, int count)
    {
        for (var number = 0; number < count; number++)
        {
            listener.Note(number);
        }

        return Task.CompletedTask;
    }

    public Task<bool> CanMakeReferenceAsync()
    {
        try
        {
            GrainFactory.CreateObjectReference<IListener>(new Deaf());
            return Task.FromResult(true);
        }
        catch (InvalidOperationException)
        {
            return Task.FromResult(false);
        }
    }

    public Task HearAsync(int number) => Task.CompletedTask;

    public void Note(int number)
    {
    }

    private sealed class Deaf : IListener
    {
        public Task HearAsync(int number) => Task.CompletedTask;

        public void Note(int number)
        {
        }
    }
}
