using System.Globalization;
using AudioRooms.Silo.Storage;
using Orleans.Storage;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class SqliteGrainStateTests(SqliteTables tables) : GrainStateTests<SqliteTables>(tables);

public sealed class PostgresGrainStateTests(PostgresTables tables) : GrainStateTests<PostgresTables>(tables);

/// <summary>Orleans' grain storage over the project's statements, keys and JSON, on every database.</summary>
public abstract class GrainStateTests<TTables>(TTables tables) : IClassFixture<TTables>, IAsyncLifetime
    where TTables : TablesUnderTest
{
    private const string StateName = "profile";

    private SiloStorage storage = null!;

    public async Task InitializeAsync() => storage = tables.StorageOf(await tables.CreateAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ReadState_NothingStored_GivesANewStateWithoutRecord()
    {
        await using var host = await StartAsync();

        var state = await ReadAsync(host.Storage, NewId());

        state.RecordExists.ShouldBeFalse();
        state.ETag.ShouldBeNull();
        state.State.ShouldBe(new StoredProfile());
    }

    [Theory]
    [InlineData("7")] // an integer key
    [InlineData("FFFFFFFFFFFFFFFF")] // -1
    [InlineData("7+stage")] // with an extension
    [InlineData("3f2504e04f8911d39a0c0305e82c3301")] // a Guid key
    [InlineData("3f2504e04f8911d39a0c0305e82c3301+stage")]
    [InlineData("ada/lovelace é")]
    public async Task WriteState_AnyKindOfKey_IsReadBack(string key)
    {
        await using var host = await StartAsync();
        var id = GrainId.Create($"user-{Guid.NewGuid():N}", key);
        var stateName = id.Type.ToString()!;
        var written = new GrainState<StoredProfile>(
            new StoredProfile { Name = "Ada", Visits = 3, Interests = ["maths", "music"] });

        await host.Storage.WriteStateAsync(stateName, id, written);
        var read = new GrainState<StoredProfile>();
        await host.Storage.ReadStateAsync(stateName, id, read);

        written.RecordExists.ShouldBeTrue();
        read.RecordExists.ShouldBeTrue();
        read.ETag.ShouldBe(written.ETag);
        read.State!.Name.ShouldBe("Ada");
        read.State.Visits.ShouldBe(3);
        read.State.Interests.ShouldBe(["maths", "music"]);
    }

    [Fact]
    public async Task WriteState_ThreeTimes_CountsTheVersionUp()
    {
        await using var host = await StartAsync();
        var state = new GrainState<StoredProfile>(new StoredProfile());
        var etags = new List<string?>();

        var id = NewId();
        for (var i = 0; i < 3; i++)
        {
            await host.Storage.WriteStateAsync(StateName, id, state);
            etags.Add(state.ETag);
        }

        etags.ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task WriteState_SomebodyElseWroteSince_ThrowsAndKeepsTheStored()
    {
        await using var host = await StartAsync();
        var id = NewId();
        await host.Storage.WriteStateAsync(StateName, id, new GrainState<StoredProfile>(new StoredProfile { Name = "first" }));
        var mine = await ReadAsync(host.Storage, id);
        var other = await ReadAsync(host.Storage, id);
        other.State = other.State! with { Name = "other" };
        await host.Storage.WriteStateAsync(StateName, id, other);

        mine.State = mine.State! with { Name = "mine" };
        var writing = host.Storage.WriteStateAsync(StateName, id, mine);

        await writing.ShouldThrowAsync<InconsistentStateException>();
        mine.ETag.ShouldBe("1");
        (await ReadAsync(host.Storage, id)).State!.Name.ShouldBe("other");
    }

    [Fact]
    public async Task WriteState_SixteenFirstWritesAtOnce_OneWins()
    {
        await using var host = await StartAsync();
        var id = NewId();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            try
            {
                await host.Storage.WriteStateAsync(StateName, id, new GrainState<StoredProfile>(new StoredProfile()));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        })));

        outcomes.Count(won => won).ShouldBe(1);
        (await ReadAsync(host.Storage, id)).ETag.ShouldBe("1");
    }

    [Fact]
    public async Task WriteState_SixteenWritersOfManyStates_NoneIsRefusedOrLost()
    {
        const int Writers = 16;
        const int WritesEach = 25;
        await using var host = await StartAsync();
        var ids = Enumerable.Range(0, Writers).Select(_ => NewId()).ToArray();

        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            var state = new GrainState<StoredProfile>(new StoredProfile());
            for (var i = 1; i <= WritesEach; i++)
            {
                state.State = new StoredProfile { Visits = i };
                await host.Storage.WriteStateAsync(StateName, id, state);
            }
        })));

        foreach (var id in ids)
        {
            var stored = await ReadAsync(host.Storage, id);
            stored.State!.Visits.ShouldBe(WritesEach);
            stored.ETag.ShouldBe(WritesEach.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task ClearState_Default_KeepsTheRowAndItsVersion()
    {
        await using var host = await StartAsync();
        var id = NewId();
        var state = new GrainState<StoredProfile>(new StoredProfile { Name = "Ada" });
        await host.Storage.WriteStateAsync(StateName, id, state);

        await host.Storage.ClearStateAsync(StateName, id, state);

        state.RecordExists.ShouldBeFalse();
        state.State.ShouldBe(new StoredProfile());
        state.ETag.ShouldBe("2");
        var read = await ReadAsync(host.Storage, id);
        read.RecordExists.ShouldBeFalse();
        read.ETag.ShouldBe("2");
    }

    [Fact]
    public async Task ClearState_DeleteStateOnClear_DeletesTheRow()
    {
        await using var host = await StartAsync(deleteStateOnClear: true);
        var id = NewId();
        var state = new GrainState<StoredProfile>(new StoredProfile { Name = "Ada" });
        await host.Storage.WriteStateAsync(StateName, id, state);

        await host.Storage.ClearStateAsync(StateName, id, state);

        state.ETag.ShouldBeNull();
        (await ReadAsync(host.Storage, id)).ETag.ShouldBeNull();
        await host.Storage.WriteStateAsync(StateName, id, state);
        state.ETag.ShouldBe("1");
    }

    [Fact]
    public async Task ClearState_SomebodyElseWroteSince_Throws()
    {
        await using var host = await StartAsync();
        var id = NewId();
        var stale = new GrainState<StoredProfile>(new StoredProfile());
        await host.Storage.WriteStateAsync(StateName, id, stale);
        await host.Storage.WriteStateAsync(StateName, id, await ReadAsync(host.Storage, id));

        var clearing = host.Storage.ClearStateAsync(StateName, id, stale);

        await clearing.ShouldThrowAsync<InconsistentStateException>();
        (await ReadAsync(host.Storage, id)).RecordExists.ShouldBeTrue();
    }

    [Fact]
    public async Task ReadState_AnotherService_SeesNothing()
    {
        await using var host = await StartAsync();
        await using var other = await StartAsync(serviceId: "other");
        var id = NewId();
        await host.Storage.WriteStateAsync(StateName, id, new GrainState<StoredProfile>(new StoredProfile()));

        var state = await ReadAsync(other.Storage, id);

        state.RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task WriteState_IntegerKey_FillsTheDocumentedColumns()
    {
        await using var host = await StartAsync();
        var stateName = $"columns-{Guid.NewGuid():N}";

        var id = GrainId.Create(GrainType.Create("user"), GrainIdKeyExtensions.CreateIntegerKey(42, "en"));
        await host.Storage.WriteStateAsync(stateName, id, new GrainState<StoredProfile>(new StoredProfile()));

        var row = (await tables.QueryAsync<StoredKey>(
            storage.ConnectionString,
            """
            SELECT grainidn0 AS N0, grainidn1 AS N1, grainidextensionstring AS Extension, serviceid AS ServiceId,
            version AS Version
            FROM OrleansStorage WHERE graintypestring = @stateName
            """,
            new { stateName })).ShouldHaveSingleItem();
        (row.N0, row.N1, row.Extension, row.ServiceId, row.Version).ShouldBe((0L, 42L, "en", "audiorooms", 1));
    }

    /// <summary>Orleans stores each of these keys as the number 0xADA.</summary>
    [Fact]
    public async Task WriteState_KeysThatAreOneHexadecimalNumber_AreThreeStates()
    {
        await using var host = await StartAsync();
        string[] keys = ["ada", "0ada", "00ada"];

        foreach (var key in keys)
        {
            await host.Storage.WriteStateAsync(
                StateName, GrainId.Create("account", key), new GrainState<StoredProfile>(new StoredProfile { Name = key }));
        }

        foreach (var key in keys)
        {
            (await ReadAsync(host.Storage, GrainId.Create("account", key))).State!.Name.ShouldBe(key);
        }
    }

    private static GrainId NewId() => GrainId.Create("user", Guid.NewGuid().ToString("N"));

    private static async Task<GrainState<StoredProfile>> ReadAsync(IGrainStorage storage, GrainId id)
    {
        var state = new GrainState<StoredProfile>();
        await storage.ReadStateAsync(StateName, id, state);
        return state;
    }

    private Task<StorageUnderTest> StartAsync(string serviceId = "audiorooms", bool deleteStateOnClear = false) =>
        StorageUnderTest.StartAsync(storage, serviceId, deleteStateOnClear);

    private sealed class StoredKey
    {
        public long N0 { get; init; }

        public long N1 { get; init; }

        public string Extension { get; init; } = "";

        public string ServiceId { get; init; } = "";

        public int Version { get; init; }
    }
}
