using Microsoft.Extensions.DependencyInjection;

namespace Orleans;

/// <summary>The usual base of a grain class: one activation, one turn at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain()
        : this(RuntimeContext.Current!)
    {
    }

    /// <summary>For tests of grain code without a silo: both arguments can be substitutes.</summary>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        Runtime = grainRuntime ?? grainContext?.ActivationServices.GetRequiredService<IGrainRuntime>()!;
    }

    public IGrainContext GrainContext { get; }

    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The silo that runs this activation, as <c>S address:port:generation</c>.</summary>
    public string RuntimeIdentity => Runtime?.SiloIdentity ?? string.Empty;

    public string IdentityString => GrainContext?.GrainId.ToString() ?? string.Empty;

    protected internal IServiceProvider ServiceProvider =>
        GrainContext?.ActivationServices ?? Runtime?.ServiceProvider ?? throw Detached();

    protected IGrainFactory GrainFactory => Runtime?.GrainFactory ?? throw Detached();

    internal IGrainRuntime Runtime { get; }

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Registers a timer whose callback interleaves with calls.</summary>
    [Obsolete("Use 'this.RegisterGrainTimer(callback, state, new() { DueTime = dueTime, Period = period, Interleave = true })' instead.")]
    protected IDisposable RegisterTimer(Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return (Runtime ?? throw Detached()).TimerRegistry.RegisterTimer(
            GrainContext ?? RuntimeContext.Current!, callback, state, dueTime, period);
    }

    /// <summary>Ends this activation as soon as no call of it runs; calls that wait go to a new activation.</summary>
    protected void DeactivateOnIdle() => (Runtime ?? throw Detached()).DeactivateOnIdle(GrainContext);

    /// <summary>Asks placement for another silo and moves there as soon as no call of this activation runs.</summary>
    protected void MigrateOnIdle() => GrainContext.Migrate(RequestContext.CallContextData?.Export(), CancellationToken.None);

    /// <summary>
    /// Keeps the activation from being collected for at least this long; a negative span takes an earlier delay back.
    /// </summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => (Runtime ?? throw Detached()).DelayDeactivation(GrainContext, timeSpan);

    private static InvalidOperationException Detached() =>
        new("This grain has no runtime: it was created outside of a silo and without a substitute for IGrainRuntime.");
}
