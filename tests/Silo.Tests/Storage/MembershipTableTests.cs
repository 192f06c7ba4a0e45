using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>The project's statements for the table of members, through Orleans' own class.</summary>
public sealed class MembershipTableTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    private static readonly DateTime Start = new(2026, 11, 30, 3, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Initialize_TwoSilosAtOnce_LeavesAnEmptyTableOfVersionZero()
    {
        var connectionString = await tables.CreateAsync();

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(connectionString))));
        var table = await opened[0].ReadAllAsync(default);

        table.Members.ShouldBeEmpty();
        table.Version.Version.ShouldBe(0);
    }

    [Fact]
    public async Task InsertRow_NewSilo_IsReadBackWholeAndRaisesTheVersion()
    {
        var table = await OpenAsync(await tables.CreateAsync());
        var entry = Entry(1);

        var isInserted = await table.InsertRowAsync(entry, Next(await table.ReadAllAsync(default)), default);
        var read = await table.ReadRowAsync(entry.SiloAddress, default);

        isInserted.ShouldBeTrue();
        read.Version.Version.ShouldBe(1);
        var (member, etag) = read.Members.ShouldHaveSingleItem();
        etag.ShouldBe("1");
        member.ToFullString().ShouldBe(entry.ToFullString());
        (member.HostName, member.SiloName, member.ProxyPort).ShouldBe((entry.HostName, entry.SiloName, entry.ProxyPort));
        (member.StartTime, member.IAmAliveTime).ShouldBe((entry.StartTime, entry.IAmAliveTime));
    }

    [Fact]
    public async Task InsertRow_OldVersion_ChangesNothing()
    {
        var table = await OpenAsync(await tables.CreateAsync());
        var empty = await table.ReadAllAsync(default);
        await table.InsertRowAsync(Entry(1), Next(empty), default);

        var isInserted = await table.InsertRowAsync(Entry(2), Next(empty), default);
        var read = await table.ReadAllAsync(default);

        isInserted.ShouldBeFalse();
        read.Members.Count.ShouldBe(1);
        read.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task InsertRow_SiloIsThereAlready_ChangesNothing()
    {
        var table = await OpenAsync(await tables.CreateAsync());
        await table.InsertRowAsync(Entry(1), Next(await table.ReadAllAsync(default)), default);

        var isInserted = await table.InsertRowAsync(Entry(1), Next(await table.ReadAllAsync(default)), default);

        isInserted.ShouldBeFalse();
        (await table.ReadAllAsync(default)).Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task InsertRow_SixteenSilosAtOnce_OneWinsEachVersion()
    {
        const int Silos = 16;
        var connectionString = await tables.CreateAsync();
        var table = await OpenAsync(connectionString);
        var empty = await table.ReadAllAsync(default);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, Silos).Select(silo => Task.Run(
            async () => await (await OpenAsync(connectionString)).InsertRowAsync(Entry(silo), Next(empty), default))));

        outcomes.Count(won => won).ShouldBe(1);
        var read = await table.ReadAllAsync(default);
        read.Members.Count.ShouldBe(1);
        read.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task UpdateRow_SiloIsVotedDead_KeepsVotesAndLeavesTheGateways()
    {
        var connectionString = await tables.CreateAsync();
        var table = await OpenAsync(connectionString);
        await AddAsync(table, Entry(1), Entry(2));
        var gateways = await GatewaysAsync(connectionString);
        var suspect = Entry(1);
        suspect.Status = SiloStatus.Dead;
        suspect.SuspectTimes = [Tuple.Create(Entry(2).SiloAddress, Start.AddSeconds(5))];

        var before = await gateways.GetGateways();
        var isUpdated = await table.UpdateRowAsync(suspect, "2", Next(await table.ReadAllAsync(default)), default);
        var read = await table.ReadAllAsync(default);
        var after = await gateways.GetGateways();

        isUpdated.ShouldBeTrue();
        read.Version.Version.ShouldBe(3);
        var dead = Member(read, suspect.SiloAddress);
        dead.Status.ShouldBe(SiloStatus.Dead);
        dead.SuspectTimes.ShouldBe(suspect.SuspectTimes);
        before.Select(gateway => gateway.Port).ShouldBe([30_001, 30_002], ignoreOrder: true);
        after.Select(gateway => gateway.Port).ShouldBe([30_002]);
    }

    [Fact]
    public async Task UpdateRow_OldVersion_ChangesNothing()
    {
        var table = await OpenAsync(await tables.CreateAsync());
        await AddAsync(table, Entry(1));
        var old = await table.ReadAllAsync(default);
        await AddAsync(table, Entry(2));
        var suspect = Entry(1);
        suspect.Status = SiloStatus.Dead;

        var isUpdated = await table.UpdateRowAsync(suspect, "1", Next(old), default);
        var read = await table.ReadAllAsync(default);

        isUpdated.ShouldBeFalse();
        read.Version.Version.ShouldBe(2);
        Member(read, suspect.SiloAddress).Status.ShouldBe(SiloStatus.Active);
    }

    [Fact]
    public async Task UpdateRow_SiloIsUnknown_ChangesNothing()
    {
        var table = await OpenAsync(await tables.CreateAsync());
        await AddAsync(table, Entry(1));

        var isUpdated = await table.UpdateRowAsync(Entry(2), "1", Next(await table.ReadAllAsync(default)), default);

        isUpdated.ShouldBeFalse();
        (await table.ReadAllAsync(default)).Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task UpdateIAmAlive_Always_MovesTheTimeOfOneSiloAndKeepsTheVersion()
    {
        var table = await OpenAsync(await tables.CreateAsync());
        await AddAsync(table, Entry(1), Entry(2));
        var alive = Entry(1);
        alive.IAmAliveTime = Start.AddMinutes(1);

        await table.UpdateIAmAliveAsync(alive, default);
        var read = await table.ReadAllAsync(default);

        read.Version.Version.ShouldBe(2);
        Member(read, alive.SiloAddress).IAmAliveTime.ShouldBe(Start.AddMinutes(1));
        Member(read, Entry(2).SiloAddress).IAmAliveTime.ShouldBe(Start);
    }

    [Theory]
    [InlineData(false)] // a new row: no votes are NULL
    [InlineData(true)] // a silo was suspected: votes
    public async Task CleanupDefunctSiloEntries_OldAndDead_GoesAndEverybodyElseStays(bool isSuspected)
    {
        var table = await OpenAsync(await tables.CreateAsync());
        var (oldAndDead, oldAndActive, newAndDead) = (Entry(1), Entry(2), Entry(3));
        oldAndDead.Status = newAndDead.Status = SiloStatus.Dead;
        newAndDead.IAmAliveTime = Start.AddDays(8);
        await AddAsync(table, oldAndDead, oldAndActive, newAndDead);
        if (isSuspected)
        {
            oldAndDead.SuspectTimes = [Tuple.Create(oldAndActive.SiloAddress, Start.AddSeconds(5))];
            (await table.UpdateRowAsync(oldAndDead, "3", Next(await table.ReadAllAsync(default)), default)).ShouldBeTrue();
        }

        await table.CleanupDefunctSiloEntriesAsync(Start.AddDays(7), default);
        var read = await table.ReadAllAsync(default);

        read.Members.Select(member => member.Item1.SiloAddress)
            .ShouldBe([oldAndActive.SiloAddress, newAndDead.SiloAddress], ignoreOrder: true);
    }

    /// <summary>Orleans uses this statement only if the newer one is missing, but requires that it exists.</summary>
    [Fact]
    public async Task CleanupDefunctSiloEntries_StatementOfOneEntryIsMissing_DeletesTheSame()
    {
        var connectionString = await tables.CreateAsync();
        await using (var source = NpgsqlDataSource.Create(connectionString))
        await using (var command = source.CreateCommand("DELETE FROM OrleansQuery WHERE QueryKey = 'CleanupDefunctSiloEntryKey'"))
        {
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        var table = await OpenAsync(connectionString);
        var (oldAndDead, oldAndActive, newAndDead) = (Entry(1), Entry(2), Entry(3));
        oldAndDead.Status = newAndDead.Status = SiloStatus.Dead;
        newAndDead.IAmAliveTime = Start.AddDays(8);
        await AddAsync(table, oldAndDead, oldAndActive, newAndDead);

        await table.CleanupDefunctSiloEntriesAsync(Start.AddDays(7), default);
        var read = await table.ReadAllAsync(default);

        read.Members.Select(member => member.Item1.SiloAddress)
            .ShouldBe([oldAndActive.SiloAddress, newAndDead.SiloAddress], ignoreOrder: true);
    }

    [Fact]
    public async Task DeleteMembershipTableEntries_OneCluster_KeepsTheOther()
    {
        var connectionString = await tables.CreateAsync();
        var table = await OpenAsync(connectionString);
        var other = await OpenAsync(connectionString, clusterId: "other");
        await AddAsync(table, Entry(1));
        await AddAsync(other, Entry(2));

        await table.DeleteMembershipTableEntriesAsync("tests", default);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, default);

        (await table.ReadAllAsync(default)).Members.ShouldBeEmpty();
        (await other.ReadAllAsync(default)).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(Entry(2).SiloAddress);
    }

    private static async Task<AdoNetClusteringTable> OpenAsync(string connectionString, string clusterId = "tests")
    {
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = clusterId, ServiceId = "tests" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = connectionString }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, default);
        return table;
    }

    private static async Task<IGatewayListProvider> GatewaysAsync(string connectionString)
    {
        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance,
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new AdoNetClusteringClientOptions { Invariant = "Npgsql", ConnectionString = connectionString }),
            Options.Create(new GatewayOptions()),
            Options.Create(new ClusterOptions { ClusterId = "tests", ServiceId = "tests" }));
        await gateways.InitializeGatewayListProvider();
        return gateways;
    }

    private static async Task AddAsync(AdoNetClusteringTable table, params MembershipEntry[] entries)
    {
        foreach (var entry in entries)
        {
            (await table.InsertRowAsync(entry, Next(await table.ReadAllAsync(default)), default)).ShouldBeTrue();
        }
    }

    private static TableVersion Next(MembershipTableData table) => table.Version.Next();

    private static MembershipEntry Member(MembershipTableData table, SiloAddress silo) =>
        table.Members.Single(member => member.Item1.SiloAddress.Equals(silo)).Item1;

    private static MembershipEntry Entry(int silo) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("192.0.2.7"), 11_000 + silo, generation: 5),
        SiloName = $"silo {silo}",
        HostName = $"host{silo}.example",
        ProxyPort = 30_000 + silo,
        Status = SiloStatus.Active,
        StartTime = Start,
        IAmAliveTime = Start,
    };
}
