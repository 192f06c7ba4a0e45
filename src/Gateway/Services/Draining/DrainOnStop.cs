using Microsoft.Extensions.Hosting;

namespace AudioRooms.Gateway.Services.Draining;

/// <summary>
/// Drains before any part of the host stops. Hosts stop their services in the reverse of the order in which they were added, so
/// this one is added after those whose devices and rooms it sends away.
/// </summary>
internal sealed class DrainOnStop(Drain drain) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => drain.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
