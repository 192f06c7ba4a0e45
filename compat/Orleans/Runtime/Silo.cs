using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>A silo: checks its set-up, then runs its lifecycle up and down.</summary>
public sealed class Silo : IAsyncDisposable, IDisposable
{
    public const string PrimarySiloName = "Primary";

    private readonly IServiceProvider _services;
    private readonly ISiloLifecycleSubject _lifecycle;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stopping;

    internal Silo(ILocalSiloDetails siloDetails, IServiceProvider services)
    {
        _services = services;
        SiloAddress = siloDetails.SiloAddress;
        _lifecycle = services.GetRequiredService<ISiloLifecycleSubject>();
    }

    public SiloAddress SiloAddress { get; }

    public Task SiloTerminated => _terminated.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var validator in _services.GetServices<IConfigurationValidator>())
        {
            validator.ValidateConfiguration();
        }

        foreach (var participant in _services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(_lifecycle);
        }

        try
        {
            await _lifecycle.OnStart(cancellationToken);
        }
        catch
        {
            // What had started already must not be left running; the failure itself goes to whoever started the silo.
            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            await _lifecycle.OnStop(cancellationToken);
            _terminated.TrySetResult();
        }

        await SiloTerminated.WaitAsync(cancellationToken);
    }

    public void Stop() => StopAsync(CancellationToken.None).GetAwaiter().GetResult();

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => default;

    public override string ToString() => $"Silo: {SiloAddress}";
}
