using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Grains.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Users;

/// <summary>The product's hasher and settings accept hashes that are stored already.</summary>
public sealed class StoredPasswordTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>
{
    /// <summary>"correct horse", hashed by the shared framework 10.0.12: PBKDF2, HMAC-SHA512, 100,000 rounds.</summary>
    private const string Stored = "AQAAAAIAAYagAAAAEOFZOOvvZJV4W18/Dj/MXhI1QIwK3VUfcKEnCnFlPeXI/ifjftdLUWboTaDtnhwcJA==";

    [Theory]
    [InlineData("correct horse", PasswordVerificationResult.Success)]
    [InlineData("correct horsf", PasswordVerificationResult.Failed)]
    public async Task VerifyHashedPassword_StoredHash_AcceptsTheRightPasswordOnly(
        string password, PasswordVerificationResult expected)
    {
        await using var services = new ServiceCollection()
            .AddAudioRoomsGrains(database.Source, database.Dialect)
            .BuildServiceProvider();
        var hasher = services.GetRequiredService<IPasswordHasher<AccountState>>();

        hasher.VerifyHashedPassword(new AccountState(), Stored, password).ShouldBe(expected);
    }
}
