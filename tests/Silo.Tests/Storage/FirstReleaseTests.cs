using System.IO.Compression;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Users;
using AudioRooms.Silo.Storage;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>
/// State of release 0.1.0 is found again: from a SQLite file that 0.1.0 wrote (fixtures/storage/README.md says how), and on
/// PostgreSQL from rows of the same kind.
/// </summary>
public sealed class FirstReleaseTests(SqliteTables sqlite, PostgresTables postgres)
    : IClassFixture<SqliteTables>, IClassFixture<PostgresTables>
{
    private const string AdaId = "703gkxnzp40qy970qfj38f3e2r";
    private const string GraceId = "14hnxttw77gmx32hzzyrt05f2y";

    // Invitations of Ada: one that Grace used, and an open one.
    private const string LinkOfGrace = "b6379f9d6961963d0e6181769a901cf3f78977a61654f049c65e2b56d9647bf5";
    private const string OpenLink = "7090b1846a3c480e77e248a8d51ed225e80f11e679d80e4d098566fb94ffe4a8";
    private const string OpenCode = "41cad739649705a17d8c48f5886a00c407c66419f668e76b301672d190eab360";

    // The evening of the file's last write.
    private static readonly DateTimeOffset ThatEvening = new(2026, 11, 30, 4, 0, 0, TimeSpan.Zero);

    private static readonly int[] Steps = [1, 10, 20, 21, 30, 40, 50, 51, 52, 60, 70, 71, 72, 80, 81, 90, 91, 92, 93];

    [Fact]
    public async Task SignIn_PeopleOfTheFirstRelease_SignInWithTheirPasswordsAndHoldTheirInvitations()
    {
        var connectionString = await WrittenByFirstReleaseAsync();
        await sqlite.InstallAsync(connectionString);
        await using var cluster = await StartAsync(connectionString);

        foreach (var (handle, userId) in new[] { ("ada", AdaId), ("grace", GraceId), ("alan_t", "547d3v7tzm3r8sx5ptb0akrdyr") })
        {
            var account = cluster.Client.GetGrain<IAccountGrain>(handle);
            (await account.SignInAsync("wrong password")).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
            var reply = await account.SignInAsync(handle == "alan_t" ? "alan loves violets" : $"{handle} loves violets");
            reply.Person!.Id.Value.ShouldBe(userId);
        }

        (await cluster.Client.GetGrain<IAccountGrain>("robot").MintAsync("Robot")).Person!.Id.Value.ShouldBe(
            "08n95mq196henmz9h9y1wn1cxg");
        var adas = await cluster.Client.GetGrain<IInvitationLedgerGrain>(AdaId).ListAsync(10, null);
        adas.Remaining.ShouldBe(2);
        adas.Invitations.Select(one => (one.Key, one.Kind, one.State, one.AcceptedBy?.Value)).ShouldBe(
            [
                (OpenLink, InvitationKind.Link, InvitationState.Open, null),
                (OpenCode, InvitationKind.Code, InvitationState.Open, null),
                (LinkOfGrace, InvitationKind.Link, InvitationState.Accepted, GraceId),
            ]);
        var graces = await cluster.Client.GetGrain<IInvitationLedgerGrain>(GraceId).ListAsync(10, null);
        graces.Remaining.ShouldBe(1);
        graces.Invitations.Select(one => one.State).ShouldBe([InvitationState.Revoked, InvitationState.Open]);
        (await cluster.Client.GetGrain<IInvitationLedgerGrain>(GraceId).GetBranchAsync()).Inviter.ShouldBe(AdaId);
    }

    [Fact]
    public async Task SignUp_WithAnInvitationOfTheFirstRelease_TakesItsSeat()
    {
        var connectionString = await WrittenByFirstReleaseAsync();
        await sqlite.InstallAsync(connectionString);
        await using var cluster = await StartAsync(connectionString);

        var newcomer = await cluster.Client.GetGrain<IAccountGrain>("mary").SignUpAsync("mary loves violets", "Mary", OpenLink);

        newcomer.Rejection.ShouldBeNull();
        var adas = await cluster.Client.GetGrain<IInvitationLedgerGrain>(AdaId).ListAsync(10, null);
        adas.Invitations[0].AcceptedBy.ShouldBe(newcomer.Person!.Id);
    }

    /// <summary>Release 0.1.0 took the handles 0ada and ada for one.</summary>
    [Fact]
    public async Task SignUp_HandleIsTheSameHexadecimalNumberAsAnOldOne_IsAnAccountOfItsOwn()
    {
        var connectionString = await WrittenByFirstReleaseAsync();
        await sqlite.InstallAsync(connectionString);
        await using var cluster = await StartAsync(connectionString);

        var other = await cluster.Client.GetGrain<IAccountGrain>("0ada").SignUpAsync("another password", "Null Ada", null);

        other.Rejection.ShouldBeNull();
        other.Person!.Id.Value.ShouldNotBe(AdaId);
        (await cluster.Client.GetGrain<IAccountGrain>("ada").SignInAsync("ada loves violets")).Person!.Id.Value.ShouldBe(AdaId);
    }

    [Fact]
    public async Task EnsureCreated_SecondTime_KeepsEveryRow()
    {
        const string Rows =
            "SELECT GrainTypeString || GrainIdHash || GrainTypeHash || ServiceId || Version || hex(PayloadBinary) FROM "
            + "OrleansStorage";
        var connectionString = await WrittenByFirstReleaseAsync();
        await sqlite.InstallAsync(connectionString);
        var first = await sqlite.QueryAsync<string>(connectionString, Rows);

        await sqlite.InstallAsync(connectionString);

        first.Count.ShouldBe(7);
        (await sqlite.QueryAsync<string>(connectionString, Rows)).ShouldBe(first);
    }

    [Fact]
    public async Task EnsureCreated_DatabaseOfTheFirstRelease_HasTheSchemaOfANewOne()
    {
        const string Columns =
            """
            SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value,
            '-') || ' ' || c.pk
            FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND m.name <> 'schema_version'
            ORDER BY m.name, c.name
            """;
        const string Others =
            """
            SELECT m.type || ' ' || m.name || ' ' || coalesce(group_concat(i.name), '')
            FROM sqlite_master AS m LEFT JOIN pragma_index_info(m.name) AS i
            WHERE m.type <> 'table' AND m.tbl_name <> 'schema_version'
            GROUP BY m.name ORDER BY m.name
            """;
        var old = await WrittenByFirstReleaseAsync();
        await sqlite.InstallAsync(old);
        var fresh = await sqlite.CreateAsync();

        (await sqlite.QueryAsync<string>(old, Columns)).ShouldBe(await sqlite.QueryAsync<string>(fresh, Columns));
        (await sqlite.QueryAsync<string>(old, Others)).ShouldBe(await sqlite.QueryAsync<string>(fresh, Others));
    }

    /// <summary>Release 0.1.0 refuses scripts that it does not know.</summary>
    [Fact]
    public async Task EnsureCreated_DatabaseOfTheFirstRelease_IsClosedToIt()
    {
        var connectionString = await WrittenByFirstReleaseAsync();

        await sqlite.InstallAsync(connectionString);

        (await sqlite.QueryAsync<int>(connectionString, "SELECT version FROM schema_version ORDER BY version"))
            .ShouldBe([.. Steps, 100]);
    }

    [Fact]
    public async Task EnsureCreated_RowCannotBeRead_IsRefusedByItsNameAndMovesNothing()
    {
        var connectionString = await WrittenByFirstReleaseAsync();
        await sqlite.ExecuteAsync(
            connectionString,
            "UPDATE OrleansStorage SET PayloadBinary = @Payload WHERE GrainIdExtensionString = 'grace'",
            new { Payload = "{\"UserId\":7}"u8.ToArray() });

        var installing = sqlite.InstallAsync(connectionString);

        (await installing.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldStartWith(
            "The state 'account' of 'grace' is not a state of release 0.1.0: ");
        (await sqlite.QueryAsync<string>(connectionString, "SELECT DISTINCT ServiceId FROM OrleansStorage")).ShouldBe(["dev"]);
    }

    [Theory]
    [InlineData("grace", 0L, "grace")]
    [InlineData("ada", 0xADAL, null)]
    [InlineData("0b0b", 0xB0BL, null)] // the profile has the zero
    public async Task EnsureCreated_PostgreSqlRowOfTheFirstRelease_IsFoundByOrleans(string handle, long number, string? extension)
    {
        var connectionString = await postgres.CreateEmptyAsync();
        foreach (var script in SiloTables.Scripts(SqlDialect.PostgreSql).Where(script => script.Number <= 4))
        {
            await postgres.ExecuteAsync(connectionString, script.Text);
        }

        await postgres.ExecuteAsync(connectionString, "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)");
        await postgres.ExecuteAsync(connectionString, "INSERT INTO schema_version SELECT unnest(@Steps)", new { Steps });
        await postgres.ExecuteAsync(
            connectionString,
            """
            INSERT INTO people VALUES ('user1', @handle, 'Name', '', '', '', '', false, 0, 0, 0);
            INSERT INTO OrleansStorage VALUES (1, 0, @number, 2, 'account', @extension, 'dev', @payload, now(), 5);
            INSERT INTO OrleansRemindersTable VALUES ('dev', 'scheduler/0', 'wake', now(), 60000, 7, 0);
            """,
            new { handle, number, extension, payload = Encoding.UTF8.GetBytes("""{"UserId":"user1","DisplayName":"Name"}""") });

        await postgres.InstallAsync(connectionString);

        await using var host = await StorageUnderTest.StartAsync(postgres.StorageOf(connectionString));
        var state = new GrainState<AccountState>();
        await host.Storage.ReadStateAsync("account", GrainId.Create("account", handle), state);
        (state.RecordExists, state.ETag, state.State!.UserId).ShouldBe((true, "5", "user1"));
        await host.Storage.WriteStateAsync("account", GrainId.Create("account", handle), state);
        state.ETag.ShouldBe("6");
        (await postgres.QueryAsync<int>(connectionString, "SELECT number FROM schema_scripts ORDER BY number"))
            .ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        (await postgres.QueryAsync<long>(connectionString, "SELECT count(*) FROM OrleansRemindersTable")).ShouldBe([0]);
    }

    private static async Task<InProcessTestCluster> StartAsync(string connectionString)
    {
        var storage = new SqliteTables().StorageOf(connectionString);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddGrainState(storage);
            silo.Services.AddKeyedSingleton<TimeProvider>(ProductClockAttribute.ClockKey, new ManualTime(ThatEvening));
            silo.Services.AddAudioRoomsGrains(storage.CreateDataSource(), storage.Dialect);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private async Task<string> WrittenByFirstReleaseAsync()
    {
        var connectionString = await sqlite.CreateEmptyAsync();
        await using var stored = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "audiorooms-0.1.0.db.gz"));
        await using var packed = new GZipStream(stored, CompressionMode.Decompress);
        await using var file = File.Create(connectionString["Data Source=".Length..]);
        await packed.CopyToAsync(file);
        return connectionString;
    }
}
