using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Grains.Tests.Users;

public sealed class AccountGrainTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>, IAsyncLifetime
{
    private const string Password = "correct horse";

    private GrainCluster cluster = null!;

    private IAccountGrain Ada => cluster.Grains.GetGrain<IAccountGrain>("ada");

    public async Task InitializeAsync() => cluster = await database.GrainsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SignIn_AfterSignUp_IsTheSamePerson()
    {
        var made = (await Ada.SignUpAsync(Password, " Ada Lovelace ", null)).Person.ShouldNotBeNull();

        var found = (await Ada.SignInAsync(Password)).Person.ShouldNotBeNull();

        found.ShouldBe(made);
        found.DisplayName.ShouldBe("Ada Lovelace");
    }

    [Fact]
    public async Task SignUp_HandleTaken_IsRejected()
    {
        await Ada.SignUpAsync(Password, "Ada", null);

        (await Ada.SignUpAsync("another password", "Eve", null)).Rejection.ShouldBe(AccountRejection.HandleTaken);
    }

    [Fact]
    public async Task SignIn_WrongPasswordAndNoSuchAccount_LookAlike()
    {
        await Ada.SignUpAsync(Password, "Ada", null);

        (await Ada.SignInAsync("wrong password")).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
        (await cluster.Grains.GetGrain<IAccountGrain>("nobody").SignInAsync("wrong password"))
            .Rejection.ShouldBe(AccountRejection.CredentialsWrong);
    }

    [Fact]
    public async Task SignIn_TenWrongPasswords_LocksOutEvenTheRightOne()
    {
        await Ada.SignUpAsync(Password, "Ada", null);
        for (var attempt = 0; attempt < AccountBounds.WrongPasswordsMax; attempt++)
        {
            await Ada.SignInAsync("wrong password");
        }

        (await Ada.SignInAsync(Password)).Rejection.ShouldBe(AccountRejection.LockedOut);
    }

    [Fact]
    public async Task Mint_Twice_IsTheSameSyntheticUser()
    {
        var first = (await Ada.MintAsync("Bot")).Person.ShouldNotBeNull();
        var second = (await Ada.MintAsync("Bot")).Person.ShouldNotBeNull();

        second.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Mint_HandleOfAPerson_IsRejected()
    {
        await Ada.SignUpAsync(Password, "Ada", null);

        (await Ada.MintAsync("Bot")).Rejection.ShouldBe(AccountRejection.HandleTaken);
    }

    [Fact]
    public async Task SignIn_SyntheticUser_IsRejected()
    {
        await Ada.MintAsync("Bot");

        (await Ada.SignInAsync(Password)).Rejection.ShouldBe(AccountRejection.CredentialsWrong);
    }
}
