using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace AudioRooms.Compat.Behaviour.Storage;

public sealed class GrainStorageHostingTests
{
    [Fact]
    public async Task MemoryStorage_GrainDeactivated_KeepsItsState()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.AddMemoryGrainStorageAsDefault());
        var grain = silo.Grains.GetGrain<IProfileGrain>("ada");
        await grain.SetName("Ada");

        await grain.Deactivate();

        (await grain.Read()).Name.ShouldBe("Ada");
    }

    [Fact]
    public async Task MemoryStorage_StateHoldsGrainReferences_TheyCanBeCalledAfterwards()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.AddMemoryGrainStorageAsDefault());
        await silo.Grains.GetGrain<IProfileGrain>("ada").SetName("Ada");
        var friends = silo.Grains.GetGrain<IFriendsGrain>("alan");
        await friends.Add(silo.Grains.GetGrain<IProfileGrain>("ada"));

        await friends.Deactivate();
        var stored = await friends.All();

        (await stored.ShouldHaveSingleItem().Read()).Name.ShouldBe("Ada");
    }

    [Fact]
    public async Task Activate_StorageMissing_SaysWhichAndHowToAddIt()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.AddMemoryGrainStorageAsDefault());

        var calling = silo.Grains.GetGrain<ICounterGrain>(1).Increment();

        (await calling.ShouldThrowAsync<Exception>()).ToString().ShouldContain("storage named \"counters\"");
    }

    [Fact]
    public async Task Activate_OwnStorage_IsFoundByItsName()
    {
        var storage = new DictionaryStorage();
        await using var silo = await TestSilo.StartAsync(
            builder => builder.Services.AddKeyedSingleton<IGrainStorage>("counters", storage));

        await silo.Grains.GetGrain<ICounterGrain>(1).Increment();

        storage.Written.Keys.ShouldBe(["state/counter/1"]);
    }

    [Fact]
    public async Task WriteState_StorageFails_CallerGetsTheErrorAndTheGrainGoesOn()
    {
        var storage = new DictionaryStorage { Failure = new TimeoutException("disk on fire") };
        await using var silo = await TestSilo.StartAsync(
            builder => builder.Services.AddKeyedSingleton<IGrainStorage>("counters", storage));
        var grain = silo.Grains.GetGrain<ICounterGrain>(1);

        var failed = await grain.Increment().ShouldThrowAsync<OrleansException>();
        storage.Failure = null;
        var count = await grain.Increment();

        failed.ToString().ShouldContain("disk on fire");
        count.ShouldBe(2);
    }

    private sealed class DictionaryStorage : IGrainStorage
    {
        internal ConcurrentDictionary<string, object?> Written { get; } = new();

        internal Exception? Failure { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (Failure is not null)
            {
                return Task.FromException(Failure);
            }

            Written[$"{stateName}/{grainId}"] = grainState.State;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
