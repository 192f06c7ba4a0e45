using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Storage;
using AudioRooms.Testing;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>One silo with accounts, a real database and a clock that the test moves.</summary>
internal sealed class AccountCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly SharedClock clock;
    private readonly SqlDatabase database;

    private AccountCluster(
        InProcessTestCluster cluster, SharedClock clock, SqlDatabase database, SignUpPolicy policy, FaultyData data)
    {
        this.cluster = cluster;
        this.clock = clock;
        this.database = database;
        Policy = policy;
        Data = data;
    }

    /// <summary>The running test's clock.</summary>
    public ManualTime Time { get; private set; } = null!;

    public SignUpPolicy Policy { get; }

    /// <summary>A store of personal data that a test can make fail.</summary>
    public FaultyData Data { get; }

    public ISessionRegistryGrain Sessions => Grains.GetGrain<ISessionRegistryGrain>(0);

    public IWaitingListGrain WaitingList => Grains.GetGrain<IWaitingListGrain>(0);

    public IAuditGrain Audit => Grains.GetGrain<IAuditGrain>(0);

    public IGrainFactory Grains => cluster.HostedClient();

    public static async Task<AccountCluster> StartAsync(TestDatabase database, SignUpPolicy policy)
    {
        var sql = new SqlDatabase(database.Source, database.Dialect);
        await SchemaMigrations.ApplyAsync(sql, CancellationToken.None);
        var clock = new SharedClock();
        var data = new FaultyData();
        var cluster = await TestSilo.StartAsync(silo =>
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(ProductClockAttribute.ClockKey, clock);
            silo.Services.AddAudioRoomsGrains(database.Source, database.Dialect);
            silo.Services.AddSingleton<IPersonalData>(data);
            silo.Services.Configure<AccountOptions>(options => options.SignUpPolicy = policy);

            // The cost of a password hash is not under test.
            silo.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        });
        return new AccountCluster(cluster, clock, sql, policy, data);
    }

    /// <summary>Resets silo, tables and clock for the next test.</summary>
    public async Task BeginTestAsync()
    {
        await cluster.DeactivateAllAsync();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            """
            DELETE FROM sessions; DELETE FROM invitations; DELETE FROM waiting_list; DELETE FROM external_identities; DELETE
            FROM spent_proofs;
            """,
            transaction: transaction));
        Data.Reset();
        clock.Use(Time = new ManualTime());
    }

    public IAccountGrain Account(string handle) => Grains.GetGrain<IAccountGrain>(handle);

    public IExternalIdentityGrain Identity(ExternalIdentity identity) => Grains.GetGrain<IExternalIdentityGrain>(identity.Key());

    public IInvitationLedgerGrain Ledger(UserId user) => Grains.GetGrain<IInvitationLedgerGrain>(user.Value);

    public IAccountSafetyGrain Safety(UserId user) => Grains.GetGrain<IAccountSafetyGrain>(user.Value);

    public async ValueTask DisposeAsync() => await cluster.StopAsync();
}
