namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class ReentrancyTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Call_WhileAnotherAwaits_Waits()
    {
        var grain = cluster.Grains.GetGrain<IWaitingGrain>("plain");

        var first = grain.WaitAsync("plain");
        await Gate.PassAsync("plain-started");
        var second = grain.MarkAsync("plain-second");
        await grain.InterleavedAsync();

        Gate.IsOpen("plain-second").ShouldBeFalse();
        Gate.Open("plain");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task AlwaysInterleave_WhileAnotherAwaits_Runs()
    {
        var grain = cluster.Grains.GetGrain<IWaitingGrain>("interleaved");

        var first = grain.WaitAsync("interleaved");
        await Gate.PassAsync("interleaved-started");
        await grain.InterleavedAsync().WaitAsync(Gate.Patience);

        first.IsCompleted.ShouldBeFalse();
        Gate.Open("interleaved");
        await first;
    }

    [Fact]
    public async Task ReadOnly_WhileAReadOnlyAwaits_Runs()
    {
        var grain = cluster.Grains.GetGrain<IWaitingGrain>("readonly");

        var first = grain.ReadAsync("readonly");
        await Gate.PassAsync("readonly-started");
        await grain.ReadNowAsync().WaitAsync(Gate.Patience);

        first.IsCompleted.ShouldBeFalse();
        Gate.Open("readonly");
        await first;
    }

    [Fact]
    public async Task ReadOnly_WhileAWriteAwaits_Waits()
    {
        var grain = cluster.Grains.GetGrain<IWaitingGrain>("readonly-write");

        var write = grain.WaitAsync("readonly-write");
        await Gate.PassAsync("readonly-write-started");
        var read = grain.ReadNowAsync();
        await grain.InterleavedAsync();

        read.IsCompleted.ShouldBeFalse();
        Gate.Open("readonly-write");
        await Task.WhenAll(write, read);
    }

    [Fact]
    public async Task Reentrant_WhileAnotherAwaits_Runs()
    {
        var grain = cluster.Grains.GetGrain<IReentrantGrain>("reentrant");

        var first = grain.WaitAsync("reentrant");
        await Gate.PassAsync("reentrant-started");
        await grain.PingAsync().WaitAsync(Gate.Patience);

        first.IsCompleted.ShouldBeFalse();
        Gate.Open("reentrant");
        await first;
    }

    [Fact]
    public async Task MayInterleave_PredicateAgrees_Runs()
    {
        var grain = cluster.Grains.GetGrain<IChoosyGrain>("choosy");

        var first = grain.WaitAsync("choosy");
        await Gate.PassAsync("choosy-started");
        await grain.WelcomeAsync().WaitAsync(Gate.Patience);
        var unwelcome = grain.UnwelcomeAsync();
        await grain.WelcomeAsync().WaitAsync(Gate.Patience);

        unwelcome.IsCompleted.ShouldBeFalse();
        Gate.Open("choosy");
        await Task.WhenAll(first, unwelcome);
    }

    [Fact]
    public async Task CallBack_WithoutAllowance_TimesOut()
    {
        var grain = cluster.Grains.GetGrain<IChainGrain>("chain-deadlock");

        var reply = await grain.CallAroundAsync("chain-deadlock-2", allow: false);

        reply.ShouldBe(nameof(TimeoutException));
    }

    [Fact]
    public async Task CallBack_WithAllowance_Reenters()
    {
        var grain = cluster.Grains.GetGrain<IChainGrain>("chain-allowed");

        var reply = await grain.CallAroundAsync("chain-allowed-2", allow: true);

        reply.ShouldBe("chain-allowed");
    }

    [Fact]
    public async Task StatelessWorker_TwoCallsAtOnce_RunSideBySide()
    {
        var grain = cluster.Grains.GetGrain<IWorkerGrain>(0);

        var both = Task.WhenAll(grain.MeetAsync("worker-a", "worker-b"), grain.MeetAsync("worker-b", "worker-a"));

        await both.WaitAsync(Gate.Patience);
    }

    [Fact]
    public async Task OneWay_MethodThatThrows_TellsTheCallerNothing()
    {
        var grain = cluster.Grains.GetGrain<IWaitingGrain>("one-way");

        await grain.FailOneWayAsync("one-way-ran");

        await Gate.PassAsync("one-way-ran");
    }

    [Fact]
    public async Task OneWay_CalleeStillRuns_CompletesAtOnce()
    {
        var grain = cluster.Grains.GetGrain<IWaitingGrain>("one-way-at-once");

        await grain.WaitOneWayAsync("one-way-at-once").WaitAsync(Gate.Patience);

        Gate.Open("one-way-at-once");
    }
}
