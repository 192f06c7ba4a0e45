using System.Diagnostics.Metrics;
using AudioRooms.Contracts;
using AudioRooms.Gateway.Observability;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services.Draining;

/// <summary>
/// The way of a process out of its cluster: nothing new comes in, then each <see cref="IDrainPart"/> hands over what it has. It
/// begins with <c>POST /drainz</c> or with SIGTERM, whichever comes first, and happens once. Thread-safe.
/// </summary>
internal sealed partial class Drain : IDisposable
{
    private readonly IEnumerable<IDrainPart> parts;
    private readonly IHostApplicationLifetime lifetime;
    private readonly DrainOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<Drain> logger;
    private readonly Meter meter;
    private readonly Lock gate = new();
    private CancellationTokenSource? calledOff;
    private Task handingOver = Task.CompletedTask;
    private bool isStopping;

    public Drain(
        IEnumerable<IDrainPart> parts,
        IHostApplicationLifetime lifetime,
        GatewayOptions options,
        IMeterFactory meters,
        [ProductClock] TimeProvider time,
        ILogger<Drain> logger)
    {
        this.parts = parts;
        this.lifetime = lifetime;
        this.options = options.Drain;
        this.time = time;
        this.logger = logger;
        meter = meters.Create(CapacityWatch.MeterName);
        meter.CreateObservableGauge(
            "audiorooms.draining",
            () => State == DrainState.Serving ? 0 : 1,
            "{process}",
            "Whether the process takes nothing new and hands over what it has, 1 or 0.");
    }

    public DrainState State { get; private set; }

    /// <summary>Begins, unless the process drains already.</summary>
    /// <param name="stays">True if the process stays when it has handed over everything, until it is told to stop or takes
    /// devices again; false if it ends then.</param>
    /// <returns>Whether it began now.</returns>
    public bool TryBegin(bool stays)
    {
        Task began;
        lock (gate)
        {
            if (State != DrainState.Serving)
            {
                return false;
            }

            began = Begin();
        }

        if (!stays)
        {
            _ = EndAfterAsync(began);
        }

        return true;
    }

    /// <summary>Takes devices and grains again.</summary>
    /// <returns>False if the process does not drain, or is past the point at which it can be held.</returns>
    public bool TryCallOff()
    {
        lock (gate)
        {
            if (State == DrainState.Serving || isStopping)
            {
                return false;
            }

            // First, because what waits for the token may go on in here.
            State = DrainState.Serving;
            calledOff!.Cancel();
            foreach (var part in parts)
            {
                part.Cordon(isCordoned: false);
            }
        }

        LogCalledOff();
        return true;
    }

    /// <summary>Drains, or waits for the drain that is under way: the process stops.</summary>
    /// <param name="hurry">Cancelled when there is no time left: what was not handed over stays.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        Task under;
        lock (gate)
        {
            isStopping = true;
            under = State == DrainState.Serving ? Begin() : handingOver;
        }

        try
        {
            await under.WaitAsync(hurry).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            calledOff!.Cancel();
        }
    }

    public void Dispose()
    {
        meter.Dispose();
        calledOff?.Dispose();
    }

    // Inside the gate.
    private Task Begin()
    {
        State = DrainState.Draining;
        calledOff?.Dispose();
        calledOff = new CancellationTokenSource(options.Limit, time);
        foreach (var part in parts)
        {
            part.Cordon(isCordoned: true);
        }

        LogBegan();
        var hurry = calledOff.Token;
        return handingOver = Task.Run(() => HandOverAsync(hurry), CancellationToken.None);
    }

    private async Task HandOverAsync(CancellationToken hurry)
    {
        var began = time.GetTimestamp();
        foreach (var part in parts)
        {
            if (hurry.IsCancellationRequested)
            {
                break;
            }

            try
            {
                await part.HandOverAsync(hurry).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (hurry.IsCancellationRequested)
            {
                LogBrokenOff(part.GetType().Name, time.GetElapsedTime(began).TotalSeconds);
            }
            catch (Exception error)
            {
                // One part that fails must not keep the others, nor the process from its end.
                LogPartFailed(error, part.GetType().Name, error.Message);
            }
        }

        lock (gate)
        {
            // Unless it was called off meanwhile, and perhaps begun anew.
            if (State == DrainState.Draining && calledOff!.Token == hurry)
            {
                State = DrainState.Drained;
            }
        }
    }

    private async Task EndAfterAsync(Task drained)
    {
        await drained.ConfigureAwait(false);
        lock (gate)
        {
            if (State != DrainState.Drained)
            {
                return;
            }

            isStopping = true;
        }

        lifetime.StopApplication();
    }
}
