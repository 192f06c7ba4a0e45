using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace AudioRooms.Compat.Behaviour.Storage;

/// <summary>A grain storage by itself, set up and started as a silo would.</summary>
internal sealed class StorageUnderTest : IAsyncDisposable
{
    private const string Name = "storage";

    private readonly ServiceProvider services;

    private StorageUnderTest(ServiceProvider services) => this.services = services;

    internal IGrainStorage Storage => services.GetRequiredKeyedService<IGrainStorage>(Name);

    internal static async Task<StorageUnderTest> StartAsync(
        string invariant, string connectionString, string serviceId = "tests", bool deleteStateOnClear = false)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddPersistentStates();
        services.Configure<ClusterOptions>(options => options.ServiceId = serviceId);
        services.AddAdoNetGrainStorage(Name, options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connectionString;
            options.DeleteStateOnClear = deleteStateOnClear;
        });
        var provider = services.BuildServiceProvider();
        foreach (var validator in provider.GetServices<IConfigurationValidator>())
        {
            validator.ValidateConfiguration();
        }

        var lifecycle = new StartedLifecycle();
        foreach (var participant in provider.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(lifecycle);
        }

        await lifecycle.StartAsync();
        return new StorageUnderTest(provider);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed class StartedLifecycle : ISiloLifecycle
    {
        private readonly List<ILifecycleObserver> observers = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            observers.Add(observer);
            return new Subscription();
        }

        internal async Task StartAsync()
        {
            foreach (var observer in observers)
            {
                await observer.OnStart(CancellationToken.None);
            }
        }

        private sealed class Subscription : IDisposable
        {
            public void Dispose()
            {
            }
        }
    }
}
