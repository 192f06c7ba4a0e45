using System.Data.Common;
using AudioRooms.Contracts.Safety;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Safety;

public sealed class AuditGrainOnSqliteTests(SqliteTestDatabase database)
    : AuditGrainTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class AuditGrainOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : AuditGrainTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class AuditGrainTests(TestDatabase database) : IAsyncLifetime
{
    private AccountCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await database.AccountsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Append_ManyAtOnce_MakesAChainThatHolds()
    {
        var before = await cluster.Audit.VerifyAsync(null);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => cluster.Audit.AppendAsync(Entry($"user/{number}"))));

        var after = await cluster.Audit.VerifyAsync(
            new AuditAnchor(before.Count, before.HeadHash) is { Number: > 0 } known ? known : null);
        after.IsWhole.ShouldBeTrue();
        after.Count.ShouldBe(before.Count + 20);
    }

    [Fact]
    public async Task List_OfOneSubject_IsPagedFromTheNewest()
    {
        foreach (var reason in new[] { "first", "second", "third" })
        {
            await cluster.Audit.AppendAsync(Entry("user/paged", reason));
            await cluster.Audit.AppendAsync(Entry("user/other", reason));
        }

        var page = await cluster.Audit.ListAsync("user/paged", 2, null);
        var rest = await cluster.Audit.ListAsync("user/paged", 2, page.NextPageToken);

        page.Records.Select(record => record.Entry.Reason).ShouldBe(["third", "second"]);
        rest.Records.Select(record => record.Entry.Reason).ShouldBe(["first"]);
        rest.NextPageToken.ShouldBeNull();
    }

    [Theory]
    [InlineData("UPDATE audit_log SET reason = 'nothing'")]
    [InlineData("DELETE FROM audit_log")]
    public async Task Append_ThenRewrittenInTheDatabase_IsRefusedByTheDatabase(string attack)
    {
        await cluster.Audit.AppendAsync(Entry("user/1"));

        await Should.ThrowAsync<DbException>(() => ExecuteAsync(attack));
        (await cluster.Audit.VerifyAsync(null)).IsWhole.ShouldBeTrue();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private static AuditEntry Entry(string subject, string reason = "spam") =>
        new("operator", "account.suspend", subject, reason);
}
