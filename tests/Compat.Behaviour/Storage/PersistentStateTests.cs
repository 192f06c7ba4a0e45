using Orleans.Configuration;
using Orleans.Storage;

namespace AudioRooms.Compat.Behaviour.Storage;

public sealed class SqlitePersistentStateTests(SqliteDatabase database) : PersistentStateTests<SqliteDatabase>(database);

public sealed class PostgresPersistentStateTests(PostgresDatabase database) : PersistentStateTests<PostgresDatabase>(database);

/// <summary>Grain state as grains see it.</summary>
public abstract class PersistentStateTests<TDatabase>(TDatabase database) : IClassFixture<TDatabase>
    where TDatabase : StorageDatabase
{
    [Fact]
    public async Task OnActivate_StateOfAnEarlierSilo_IsRead()
    {
        var key = NewKey();
        await using (var first = await StartAsync())
        {
            await first.Grains.GetGrain<IProfileGrain>(key).SetName("Ada");
        }

        await using var second = await StartAsync();
        var grain = second.Grains.GetGrain<IProfileGrain>(key);

        (await grain.HadRecordWhenActivated()).ShouldBeTrue();
        (await grain.Read()).Name.ShouldBe("Ada");
        (await grain.Etag()).ShouldBe("1");
    }

    [Fact]
    public async Task OnActivate_NothingStored_HasANewStateAndNoRecord()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IProfileGrain>(NewKey());

        (await grain.HadRecordWhenActivated()).ShouldBeFalse();
        (await grain.Read()).Name.ShouldBe("");
        (await grain.Etag()).ShouldBeNull();
    }

    [Fact]
    public async Task WriteState_SomebodyElseWroteSince_ThrowsAndEndsTheActivation()
    {
        var key = NewKey();
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IProfileGrain>(key);
        await grain.SetName("Ada");
        var before = await grain.ActivationMark();
        await using (var somebodyElse = await StorageUnderTest.StartAsync(database.Invariant, database.ConnectionString))
        {
            var state = new GrainState<StoredProfile>();
            await somebodyElse.Storage.ReadStateAsync("profile", grain.GetGrainId(), state);
            state.State = state.State! with { Name = "Alan" };
            await somebodyElse.Storage.WriteStateAsync("profile", grain.GetGrainId(), state);
        }

        await grain.SetName("Grace").ShouldThrowAsync<InconsistentStateException>();

        (await grain.ActivationMark()).ShouldNotBe(before);
        (await grain.Read()).Name.ShouldBe("Alan");
    }

    [Fact]
    public async Task WriteState_SeveralStartedInOneTurn_StoresTheLast()
    {
        var key = NewKey();
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IProfileGrain>(key);

        await grain.SetVisitsWithOverlappingWrites(10);

        await grain.Deactivate();
        (await grain.Read()).Visits.ShouldBe(10);
    }

    [Fact]
    public async Task ClearState_Stored_LeavesANewStateWithoutRecord()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<IProfileGrain>(NewKey());
        await grain.SetName("Ada");

        await grain.Clear();

        (await grain.Read()).Name.ShouldBe("");
        await grain.Deactivate();
        (await grain.HadRecordWhenActivated()).ShouldBeFalse();
    }

    [Fact]
    public async Task GrainOfState_NamedStorage_KeepsItsStateThere()
    {
        await using var silo = await StartAsync();
        var grain = silo.Grains.GetGrain<ICounterGrain>(BitConverter.ToInt64(Guid.NewGuid().ToByteArray()));
        await grain.Increment();
        await grain.Increment();

        await grain.Deactivate();

        (await grain.Increment()).ShouldBe(3);
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private Task<TestSilo> StartAsync() => TestSilo.StartAsync(silo =>
    {
        silo.AddAdoNetGrainStorageAsDefault(Use);
        silo.AddAdoNetGrainStorage("counters", Use);
    });

    private void Use(AdoNetGrainStorageOptions options)
    {
        options.Invariant = database.Invariant;
        options.ConnectionString = database.ConnectionString;
    }
}
