namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class TimerTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Timer_DueAndPeriod_TicksAgainAndAgain()
    {
        var grain = cluster.Grains.GetGrain<ITimerGrain>("ticks");

        await grain.StartAsync("ticks", interleave: false, ticks: 3);

        await Gate.PassAsync("ticks-3");
    }

    [Fact]
    public async Task Timer_CallRuns_TickWaits()
    {
        var grain = cluster.Grains.GetGrain<ITimerGrain>("tick-waits");

        var call = grain.StartAndHoldAsync("tick-waits", interleave: false);
        await Gate.PassAsync("tick-waits-held");
        Gate.IsOpen("tick-waits-1").ShouldBeFalse();
        Gate.Open("tick-waits");
        await call;

        await Gate.PassAsync("tick-waits-1");
    }

    [Fact]
    public async Task Timer_InterleavesAndCallRuns_Ticks()
    {
        var grain = cluster.Grains.GetGrain<ITimerGrain>("tick-interleaves");

        var call = grain.StartAndHoldAsync("tick-interleaves", interleave: true);
        await Gate.PassAsync("tick-interleaves-1");

        call.IsCompleted.ShouldBeFalse();
        Gate.Open("tick-interleaves");
        await call;
    }

    [Fact]
    public async Task Timer_CallbackThrows_GoesOnTicking()
    {
        var grain = cluster.Grains.GetGrain<ITimerGrain>("tick-throws");

        await grain.StartThrowingAsync("tick-throws");

        await Gate.PassAsync("tick-throws-2");
    }

    [Fact]
    public async Task Timer_GrainDeactivates_TokenIsCancelled()
    {
        var grain = cluster.Grains.GetGrain<ITimerGrain>("tick-ends");
        await grain.StartLongTickAsync("tick-ends");
        await Gate.PassAsync("tick-ends-started");

        await grain.EndAsync();

        await Gate.PassAsync("tick-ends-cancelled");
    }
}

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(string gate, bool interleave, int ticks);

    Task StartAndHoldAsync(string gate, bool interleave);

    Task StartThrowingAsync(string gate);

    Task StartLongTickAsync(string gate);

    [Orleans.Concurrency.AlwaysInterleave]
    Task EndAsync();
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private int _ticks;

    public Task StartAsync(string gate, bool interleave, int ticks)
    {
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            () =>
            {
                Gate.Open($"{gate}-{++_ticks}");
                if (_ticks == ticks)
                {
                    timer!.Dispose();
                }

                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5)) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public async Task StartAndHoldAsync(string gate, bool interleave)
    {
        await StartAsync(gate, interleave, 1);
        if (!interleave)
        {
            // Long enough that a tick which ignored the running call would have come.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Gate.Open(gate + "-held");
        await Gate.PassAsync(gate);
    }

    public Task StartThrowingAsync(string gate)
    {
        this.RegisterGrainTimer<string>(
            (name, _) =>
            {
                Gate.Open($"{name}-{++_ticks}");
                throw new InvalidOperationException("The timer survives this.");
            },
            gate,
            TimeSpan.FromMilliseconds(5),
            TimeSpan.FromMilliseconds(5));
        return Task.CompletedTask;
    }

    public Task StartLongTickAsync(string gate)
    {
        this.RegisterGrainTimer(
            async token =>
            {
                Gate.Open(gate + "-started");
                using var registration = token.Register(() => Gate.Open(gate + "-cancelled"));
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
