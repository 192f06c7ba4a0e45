using Orleans.Timers;

namespace Orleans.StandIn.Runtime;

/// <summary>Makes the timers of activations.</summary>
internal sealed class TimerRegistry(Catalog catalog) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var activation = grainContext as Activation
            ?? throw new InvalidOperationException("Timers are registered by a grain of this silo, on its own turn.");
        var timer = new GrainTimer<TState>(activation, catalog, callback, state, options);
        timer.Begin();
        return timer;
    }

    public IDisposable RegisterTimer(
        IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(
            grainContext,
            static (timer, _) => timer.Callback(timer.State),
            (Callback: callback, State: state),
            new GrainTimerCreationOptions(dueTime, period) { Interleave = true });
}
