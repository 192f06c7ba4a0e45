using Microsoft.Extensions.Logging;
using Orleans.Services;

namespace Orleans.Runtime;

/// <summary>
/// A service that starts and stops with the silo, before and after the grains. Grains reach it as a service of the silo;
/// calls to a grain service on another silo need clustering, which this engine does not have yet.
/// </summary>
public abstract class GrainService : IGrainService, IDisposable
{
    protected GrainService(GrainId grainId, Silo silo, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        GrainId = grainId;
        Silo = silo.SiloAddress;
    }

    /// <summary>Where the service is in its life.</summary>
    protected enum GrainServiceStatus
    {
        Booting = 0,
        Started = 1,
        Stopped = 2,
    }

    public GrainId GrainId { get; }

    public SiloAddress Silo { get; }

    protected GrainServiceStatus Status { get; set; }

    /// <summary>Cancelled when the service stops.</summary>
    protected CancellationTokenSource StoppedCancellationTokenSource { get; } = new();

    public virtual Task Init(IServiceProvider serviceProvider) => Task.CompletedTask;

    public virtual Task Start()
    {
        Status = GrainServiceStatus.Started;
        return StartInBackground();
    }

    public virtual Task Stop()
    {
        Status = GrainServiceStatus.Stopped;
        return StoppedCancellationTokenSource.CancelAsync();
    }

    public void Dispose()
    {
        StoppedCancellationTokenSource.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual Task StartInBackground() => Task.CompletedTask;
}
