using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo in the test's own process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private readonly Lock _lock = new();
    private Task? _stopped;
    private volatile bool _isActive = true;

    public IHost SiloHost { get; init; } = null!;

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => _isActive;

    public override Task StopSiloAsync(bool stopGracefully)
    {
        if (stopGracefully)
        {
            return StopSiloAsync(CancellationToken.None);
        }

        // Killed: the lifecycle runs down without waiting for grains.
        return StopSiloAsync(new CancellationToken(canceled: true));
    }

    public override Task StopSiloAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            return _stopped ??= StopAsync(ct);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    internal static InProcessSiloHandle For(IHost host, TestClusterOptions? options, string name, short instanceNumber)
    {
        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        return new InProcessSiloHandle
        {
            SiloHost = host,
            ClusterOptions = options,
            Name = name,
            InstanceNumber = instanceNumber,
            SiloAddress = details.SiloAddress,
            GatewayAddress = details.GatewayAddress,
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopSiloAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private async Task StopAsync(CancellationToken ct)
    {
        _isActive = false;
        try
        {
            await SiloHost.StopAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Killed on request: what did not stop by itself ends with the host.
        }
        finally
        {
            await DisposeHostAsync(SiloHost);
        }
    }

    internal static async ValueTask DisposeHostAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }
}
