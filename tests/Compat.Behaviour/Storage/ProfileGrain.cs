using Orleans.Providers;

namespace AudioRooms.Compat.Behaviour.Storage;

public interface IProfileGrain : IGrainWithStringKey
{
    Task<StoredProfile> Read();

    Task SetName(string name);

    /// <summary>Starts several writes in one turn.</summary>
    Task SetVisitsWithOverlappingWrites(int visits);

    Task Clear();

    Task<string?> Etag();

    /// <summary>What RecordExists said in OnActivateAsync.</summary>
    Task<bool> HadRecordWhenActivated();

    /// <summary>Tells activations apart.</summary>
    Task<Guid> ActivationMark();

    Task Deactivate();
}

public sealed class ProfileGrain([PersistentState("profile")] IPersistentState<StoredProfile> profile) : Grain, IProfileGrain
{
    private readonly Guid mark = Guid.NewGuid();
    private bool hadRecord;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        hadRecord = profile.RecordExists;
        return Task.CompletedTask;
    }

    public Task<StoredProfile> Read() => Task.FromResult(profile.State);

    public Task SetName(string name)
    {
        profile.State = profile.State with { Name = name };
        return profile.WriteStateAsync();
    }

    public Task SetVisitsWithOverlappingWrites(int visits)
    {
        var writes = new List<Task>();
        for (var i = 1; i <= visits; i++)
        {
            profile.State = profile.State with { Visits = i };
            writes.Add(profile.WriteStateAsync());
        }

        return Task.WhenAll(writes);
    }

    public Task Clear() => profile.ClearStateAsync();

    public Task<string?> Etag() => Task.FromResult(profile.Etag);

    public Task<bool> HadRecordWhenActivated() => Task.FromResult(hadRecord);

    public Task<Guid> ActivationMark() => Task.FromResult(mark);

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface ICounterGrain : IGrainWithIntegerKey
{
    Task<int> Increment();

    Task Deactivate();
}

[StorageProvider(ProviderName = "counters")]
public sealed class CounterGrain : Grain<CounterGrain.Count>, ICounterGrain
{
    public async Task<int> Increment()
    {
        State.Value++;
        await WriteStateAsync();
        return State.Value;
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    [GenerateSerializer]
    [Alias("tests.Count")]
    public sealed class Count
    {
        [Id(0)]
        public int Value { get; set; }
    }
}

public interface IFriendsGrain : IGrainWithStringKey
{
    Task Add(IProfileGrain profile);

    Task<List<IProfileGrain>> All();

    Task Deactivate();
}

/// <summary>Keeps references to other grains in its state.</summary>
public sealed class FriendsGrain([PersistentState("friends")] IPersistentState<FriendsGrain.Friends> friends) : Grain, IFriendsGrain
{
    public Task Add(IProfileGrain profile)
    {
        friends.State.Profiles.Add(profile);
        return friends.WriteStateAsync();
    }

    public Task<List<IProfileGrain>> All() => Task.FromResult(friends.State.Profiles);

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    [GenerateSerializer]
    [Alias("tests.Friends")]
    public sealed class Friends
    {
        [Id(0)]
        public List<IProfileGrain> Profiles { get; set; } = [];
    }
}
