namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class TurnTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Call_NeverActivatedGrain_ActivatesItWithItsKey()
    {
        var grain = cluster.Grains.GetGrain<ITurnGrain>("first-call");

        var key = await grain.GetKeyAsync();

        key.ShouldBe("first-call");
    }

    [Fact]
    public async Task Call_ManyAtOnce_RunOneAtATime()
    {
        var grain = cluster.Grains.GetGrain<ITurnGrain>("one-at-a-time");

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.AddSlowlyAsync(1)));

        (await grain.GetTotalAsync()).ShouldBe(200);
        (await grain.GetMostAtOnceAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Call_SentInOrder_ArriveInOrder()
    {
        var grain = cluster.Grains.GetGrain<ITurnGrain>("ordered");

        var calls = Enumerable.Range(0, 500).Select(number => grain.NoteAsync(number)).ToArray();
        await Task.WhenAll(calls);

        (await grain.GetNotesAsync()).ShouldBe(Enumerable.Range(0, 500));
    }

    [Fact]
    public async Task Call_FirstCallsAtOnce_MakeOneActivation()
    {
        var activations = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            _ => Task.Run(() => cluster.Grains.GetGrain<ITurnGrain>("one-activation").GetActivationAsync())));

        activations.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Await_InsideGrain_ComesBackToItsTurn()
    {
        var grain = cluster.Grains.GetGrain<ITurnGrain>("scheduler");

        var stayed = await grain.StaysOnItsSchedulerAsync();

        stayed.ShouldBeTrue();
    }

    [Fact]
    public async Task Call_FromGrainToGrain_Returns()
    {
        var grain = cluster.Grains.GetGrain<ITurnGrain>("caller");

        var total = await grain.AskAsync("callee", 5);

        total.ShouldBe(5);
    }
}

public interface ITurnGrain : IGrainWithStringKey
{
    Task<string> GetKeyAsync();

    Task<Guid> GetActivationAsync();

    Task AddSlowlyAsync(int amount);

    ValueTask<int> AddAsync(int amount);

    Task<int> GetTotalAsync();

    Task<int> GetMostAtOnceAsync();

    Task NoteAsync(int number);

    Task<List<int>> GetNotesAsync();

    Task<bool> StaysOnItsSchedulerAsync();

    Task<int> AskAsync(string other, int amount);
}

public sealed class TurnGrain : Grain, ITurnGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private readonly List<int> _notes = [];
    private int _total;
    private int _atOnce;
    private int _mostAtOnce;

    public Task<string> GetKeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<Guid> GetActivationAsync() => Task.FromResult(_activation);

    public async Task AddSlowlyAsync(int amount)
    {
        _mostAtOnce = Math.Max(_mostAtOnce, ++_atOnce);
        var before = _total;
        await Task.Yield();
        await Task.Run(() => { });
        _total = before + amount;
        _atOnce--;
    }

    public ValueTask<int> AddAsync(int amount) => ValueTask.FromResult(_total += amount);

    public Task<int> GetTotalAsync() => Task.FromResult(_total);

    public Task<int> GetMostAtOnceAsync() => Task.FromResult(_mostAtOnce);

    public Task NoteAsync(int number)
    {
        _notes.Add(number);
        return Task.CompletedTask;
    }

    public Task<List<int>> GetNotesAsync() => Task.FromResult(_notes);

    public async Task<bool> StaysOnItsSchedulerAsync()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Run(() => { });
        var afterRun = TaskScheduler.Current;
        await GrainFactory.GetGrain<ITurnGrain>("scheduler-other").GetTotalAsync();
        var afterCall = TaskScheduler.Current;
        return scheduler != TaskScheduler.Default && scheduler == afterYield && scheduler == afterRun && scheduler == afterCall;
    }

    public async Task<int> AskAsync(string other, int amount) =>
        await GrainFactory.GetGrain<ITurnGrain>(other).AddAsync(amount);
}
