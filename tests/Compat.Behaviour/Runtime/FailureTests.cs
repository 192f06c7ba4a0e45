namespace AudioRooms.Compat.Behaviour.Runtime;

public sealed class FailureTests(RuntimeCluster cluster) : IClassFixture<RuntimeCluster>
{
    [Fact]
    public async Task Call_MethodThrows_CallerGetsTypeMessageAndRemoteStack()
    {
        var grain = cluster.Grains.GetGrain<IFailingGrain>("throws");

        var exception = await Should.ThrowAsync<ArgumentException>(() => grain.ThrowAsync("what went wrong"));

        exception.Message.ShouldContain("what went wrong");
        exception.StackTrace!.ShouldContain(nameof(FailingGrain));
    }

    [Fact]
    public async Task Call_MethodThrowsBeforeItsFirstAwait_CallerGetsIt()
    {
        var grain = cluster.Grains.GetGrain<IFailingGrain>("throws-at-once");

        await Should.ThrowAsync<InvalidOperationException>(() => grain.ThrowAtOnceAsync());
    }

    [Fact]
    public async Task Call_ResponseLate_TimesOut()
    {
        var grain = cluster.Grains.GetGrain<IFailingGrain>("late");

        var failure = await Should.ThrowAsync<TimeoutException>(() => grain.AnswerLateAsync("late"));

        failure.Message.ShouldContain("Response did not arrive on time in 00:00:00.3");
        Gate.Open("late");
    }

    [Fact]
    public async Task Call_TokenCancelled_CalleeSeesItAndCallerIsTold()
    {
        var grain = cluster.Grains.GetGrain<IFailingGrain>("cancelled");
        using var cancellation = new CancellationTokenSource();

        var call = grain.WaitForCancellationAsync("cancelled", cancellation.Token);
        await Gate.PassAsync("cancelled-started");
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Gate.PassAsync("cancelled-seen");
    }

    [Fact]
    public async Task Call_TokenAlreadyCancelled_IsNotSent()
    {
        var grain = cluster.Grains.GetGrain<IFailingGrain>("never-sent");

        await Should.ThrowAsync<OperationCanceledException>(
            () => grain.WaitForCancellationAsync("never-sent", new CancellationToken(canceled: true)));

        Gate.IsOpen("never-sent-started").ShouldBeFalse();
    }

    [Fact]
    public async Task Call_TokenNotCancelled_Returns()
    {
        var grain = cluster.Grains.GetGrain<IFailingGrain>("with-token");
        using var cancellation = new CancellationTokenSource();

        var result = await grain.EchoAsync(7, cancellation.Token);

        result.ShouldBe(7);
    }

    [Fact]
    public async Task Activation_Fails_CallerGetsTheExceptionAndTheNextCallTriesAgain()
    {
        var grain = cluster.Grains.GetGrain<IUnreadyGrain>("unready");

        await Should.ThrowAsync<ArgumentException>(() => grain.PingAsync());
        await grain.PingAsync();
    }

    [Fact]
    public void GetGrain_InterfaceWithoutClass_Throws() =>
        Should.Throw<ArgumentException>(() => cluster.Grains.GetGrain<IUnimplementedGrain>("nobody"));
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task ThrowAsync(string message);

    Task ThrowAtOnceAsync();

    [ResponseTimeout("00:00:00.3")]
    Task AnswerLateAsync(string gate);

    Task WaitForCancellationAsync(string gate, CancellationToken cancellationToken);

    ValueTask<int> EchoAsync(int value, CancellationToken cancellationToken);
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    public async Task ThrowAsync(string message)
    {
        await Task.Yield();
        throw new ArgumentException(message);
    }

    public Task ThrowAtOnceAsync() => throw new InvalidOperationException();

    public Task AnswerLateAsync(string gate) => Gate.PassAsync(gate);

    public async Task WaitForCancellationAsync(string gate, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => Gate.Open(gate + "-seen"));
        Gate.Open(gate + "-started");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public ValueTask<int> EchoAsync(int value, CancellationToken cancellationToken) => ValueTask.FromResult(value);
}

public interface IUnreadyGrain : IGrainWithStringKey
{
    Task PingAsync();
}

public sealed class UnreadyGrain : Grain, IUnreadyGrain
{
    private static int _activations;

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _activations) == 1 ? throw new ArgumentException("Not yet.") : Task.CompletedTask;

    public Task PingAsync() => Task.CompletedTask;
}

public interface IUnimplementedGrain : IGrainWithStringKey
{
    Task PingAsync();
}
