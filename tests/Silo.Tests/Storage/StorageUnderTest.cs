using System.Data.Common;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>Orleans' grain storage alone, set up as in the product and started as by a silo.</summary>
internal sealed class StorageUnderTest : IAsyncDisposable
{
    private const string Name = "storage";

    private readonly ServiceProvider services;

    private StorageUnderTest(ServiceProvider services) => this.services = services;

    internal IGrainStorage Storage => services.GetRequiredKeyedService<IGrainStorage>(Name);

    /// <summary>The product's database, with the queue of writers that the storage shares.</summary>
    internal SqlDatabase Database => services.GetRequiredService<SqlDatabase>();

    internal static async Task<StorageUnderTest> StartAsync(
        SiloStorage storage, string serviceId = ServiceIdentity.ServiceId, bool deleteStateOnClear = false)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSerializer();
        services.AddSingleton(_ => storage.CreateDataSource());
        services.AddSingleton(provider => new SqlDatabase(provider.GetRequiredService<DbDataSource>(), storage.Dialect));
        services.Configure<ClusterOptions>(options => options.ServiceId = serviceId);
        services.AddAdoNetGrainStorage(Name, options => options.Configure<SqlDatabase, DbDataSource>((one, database, source) =>
        {
            GrainStateHosting.Configure(one, storage, database, source);
            one.DeleteStateOnClear = deleteStateOnClear;
        }));
        var provider = services.BuildServiceProvider();
        foreach (var validator in provider.GetServices<IConfigurationValidator>())
        {
            validator.ValidateConfiguration();
        }

        var lifecycle = new StartedLifecycle();
        ((ILifecycleParticipant<ISiloLifecycle>)provider.GetRequiredKeyedService<IGrainStorage>(Name)).Participate(lifecycle);
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
