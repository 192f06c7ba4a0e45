using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace AudioRooms.Compat.Behaviour.Runtime;

public interface IWaitingGrain : IGrainWithStringKey
{
    /// <summary>Opens <c>gate-started</c>, then waits for <c>gate</c>.</summary>
    Task WaitAsync(string gate);

    Task MarkAsync(string gate);

    [AlwaysInterleave]
    Task InterleavedAsync();

    [ReadOnly]
    Task ReadAsync(string gate);

    [ReadOnly]
    Task ReadNowAsync();

    [OneWay]
    Task FailOneWayAsync(string gate);

    [OneWay]
    Task WaitOneWayAsync(string gate);
}

public sealed class WaitingGrain : Grain, IWaitingGrain
{
    public async Task WaitAsync(string gate)
    {
        Gate.Open(gate + "-started");
        await Gate.PassAsync(gate);
    }

    public Task MarkAsync(string gate)
    {
        Gate.Open(gate);
        return Task.CompletedTask;
    }

    public Task InterleavedAsync() => Task.CompletedTask;

    public Task ReadAsync(string gate) => WaitAsync(gate);

    public Task ReadNowAsync() => Task.CompletedTask;

    public Task FailOneWayAsync(string gate)
    {
        Gate.Open(gate);
        throw new InvalidOperationException("Nobody hears this.");
    }

    public Task WaitOneWayAsync(string gate) => WaitAsync(gate);
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);

    Task PingAsync();
}

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    public async Task WaitAsync(string gate)
    {
        Gate.Open(gate + "-started");
        await Gate.PassAsync(gate);
    }

    public Task PingAsync() => Task.CompletedTask;
}

public interface IChoosyGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);

    Task WelcomeAsync();

    Task UnwelcomeAsync();
}

[MayInterleave(nameof(IsWelcome))]
public sealed class ChoosyGrain : Grain, IChoosyGrain
{
    public static bool IsWelcome(IInvokable request) => request.GetMethodName() == nameof(WelcomeAsync);

    public async Task WaitAsync(string gate)
    {
        Gate.Open(gate + "-started");
        await Gate.PassAsync(gate);
    }

    public Task WelcomeAsync() => Task.CompletedTask;

    public Task UnwelcomeAsync() => Task.CompletedTask;
}

public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls the other grain, which calls back; returns what came back, or the name of the exception.</summary>
    Task<string> CallAroundAsync(string other, bool allow);

    Task<string> CallBackAsync(string caller);

    [ResponseTimeout("00:00:00.5")]
    Task<string> NameAsync();
}

public sealed class ChainGrain : Grain, IChainGrain
{
    public async Task<string> CallAroundAsync(string other, bool allow)
    {
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        try
        {
            return await GrainFactory.GetGrain<IChainGrain>(other).CallBackAsync(this.GetPrimaryKeyString());
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }

    public Task<string> CallBackAsync(string caller) => GrainFactory.GetGrain<IChainGrain>(caller).NameAsync();

    public Task<string> NameAsync() => Task.FromResult(this.GetPrimaryKeyString());
}

public interface IWorkerGrain : IGrainWithIntegerKey
{
    /// <summary>Opens one gate and waits for the other: two of these end only side by side.</summary>
    Task MeetAsync(string mine, string theirs);
}

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    public async Task MeetAsync(string mine, string theirs)
    {
        Gate.Open(mine);
        await Gate.PassAsync(theirs);
    }
}
