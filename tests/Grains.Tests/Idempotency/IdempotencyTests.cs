using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Testing;

namespace AudioRooms.Grains.Tests.Idempotency;

public sealed class IdempotencyOnSqliteTests(SqliteTestDatabase database)
    : IdempotencyTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class IdempotencyOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : IdempotencyTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class IdempotencyTests(TestDatabase database)
{
    private readonly string ada = Identifiers.NewId();
    private readonly ManualTime time = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Claim_SameKey_IsRepeatedWithTheSamePrintAndReusedWithAnother()
    {
        var keys = await KeysAsync(ada);

        (await keys.ClaimAsync("/Make", "k", "print")).ShouldBe(KeyClaim.Taken);
        (await keys.ClaimAsync("/Make", "k", "print")).ShouldBe(KeyClaim.Repeated);
        (await keys.ClaimAsync("/Make", "k", "other")).ShouldBe(KeyClaim.Reused);
        (await keys.ClaimAsync("/Found", "k", "other")).ShouldBe(KeyClaim.Taken);
        (await (await KeysAsync(Identifiers.NewId())).ClaimAsync("/Make", "k", "other")).ShouldBe(KeyClaim.Taken);
    }

    [Fact]
    public async Task Claim_AfterARelease_IsFree()
    {
        var keys = await KeysAsync(ada);
        await keys.ClaimAsync("/Make", "k", "print");

        await keys.ReleaseAsync("/Make", "k");

        (await keys.ClaimAsync("/Make", "k", "other")).ShouldBe(KeyClaim.Taken);
    }

    [Fact]
    public async Task Claim_AMonthLater_IsFree()
    {
        var keys = await KeysAsync(ada);
        await keys.ClaimAsync("/Make", "k", "print");

        time.Advance(TimeSpan.FromDays(31));

        (await keys.ClaimAsync("/Make", "k", "other")).ShouldBe(KeyClaim.Taken);
    }

    private async Task<IIdempotencyGrain> KeysAsync(string owner) =>
        (await database.GrainsAsync(time)).Grains.GetGrain<IIdempotencyGrain>(owner);
}
