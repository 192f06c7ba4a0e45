using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Users;
using AudioRooms.Testing;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>One silo with accounts over a real database, and a clock that the test moves.</summary>
internal sealed class AccountCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private AccountCluster(InProcessTestCluster cluster, ManualTime time, FaultyData data)
    {
        this.cluster = cluster;
        Time = time;
        Data = data;
    }

    public ManualTime Time { get; }

    /// <summary>A subject of personal data that a test may make fail.</summary>
    public FaultyData Data { get; }

    public ISessionRegistryGrain Sessions => cluster.Client.GetGrain<ISessionRegistryGrain>(0);

    public IWaitingListGrain WaitingList => cluster.Client.GetGrain<IWaitingListGrain>(0);

    public IAuditGrain Audit => cluster.Client.GetGrain<IAuditGrain>(0);

    public IGrainFactory Grains => cluster.Client;

    public static async Task<AccountCluster> StartAsync(
        TestDatabase database, SignUpPolicy policy = SignUpPolicy.Open, Action<InvitationOptions>? invitations = null)
    {
        var sql = new SqlDatabase(database.Source, database.Dialect);
        await SchemaMigrations.ApplyAsync(sql, CancellationToken.None);

        // The tests of a class share a database; each has a clock that starts anew.
        await sql.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            """
            DELETE FROM sessions; DELETE FROM invitations; DELETE FROM waiting_list; DELETE FROM external_identities; DELETE FROM spent_proofs;
            """,
            transaction: transaction));
        var time = new ManualTime();
        var data = new FaultyData();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.Services.AddKeyedSingleton<TimeProvider>(ProductClockAttribute.ClockKey, time);
            silo.Services.AddAudioRoomsGrains(database.Source, database.Dialect);
            silo.Services.AddSingleton<IPersonalData>(data);
            silo.Services.Configure<AccountOptions>(options => options.SignUpPolicy = policy);
            silo.Services.Configure<InvitationOptions>(options => invitations?.Invoke(options));

            // What is tested here is not how slow a hash is.
            silo.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new AccountCluster(cluster, time, data);
    }

    public IAccountGrain Account(string handle) => cluster.Client.GetGrain<IAccountGrain>(handle);

    public IExternalIdentityGrain Identity(ExternalIdentity identity) => cluster.Client.GetGrain<IExternalIdentityGrain>(identity.Key());

    public IInvitationLedgerGrain Ledger(UserId user) => cluster.Client.GetGrain<IInvitationLedgerGrain>(user.Value);

    public IAccountSafetyGrain Safety(UserId user) => cluster.Client.GetGrain<IAccountSafetyGrain>(user.Value);

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
