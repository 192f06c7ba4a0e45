using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Social;

public sealed class PhotosOnSqliteTests(SqliteTestDatabase database)
    : PhotoTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class PhotosOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : PhotoTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class PhotoTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Photo First = new([[1, 2, 3], [4]]);
    private static readonly Photo Second = new([[5, 6], [7]]);

    private GrainCluster cluster = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        ada = await SomebodyAsync("ada");
        ben = await SomebodyAsync("ben");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Set_APhoto_IsReadInBothSizesAndNamedByTheProfile()
    {
        var id = (await Photos.SetAsync(ada.Id, First)).ShouldNotBeNull();

        (await Photos.ReadAsync(id, 512)).ShouldBe([1, 2, 3]);
        (await Photos.ReadAsync(id, 128)).ShouldBe([4]);
        (await Photos.ReadAsync(id, 64)).ShouldBeNull();
        (await User(ada).GetProfileAsync(ben.Id)).Value!.Profile.PhotoId.ShouldBe(id);
    }

    [Fact]
    public async Task Set_AnotherPhoto_RemovesTheOldOne()
    {
        var old = await Photos.SetAsync(ada.Id, First);

        var id = await Photos.SetAsync(ada.Id, Second);

        id.ShouldNotBe(old);
        (await Photos.ReadAsync(old!, 512)).ShouldBeNull();
        (await Photos.ReadAsync(id!, 512)).ShouldBe([5, 6]);
    }

    [Fact]
    public async Task Set_OfNobody_KeepsNothing() =>
        (await Photos.SetAsync(new UserId(Identifiers.NewId()), First)).ShouldBeNull();

    [Fact]
    public async Task Remove_APhoto_LeavesNone()
    {
        var id = await Photos.SetAsync(ada.Id, First);

        await Photos.RemoveAsync(ada.Id);

        (await Photos.ReadAsync(id!, 512)).ShouldBeNull();
        (await User(ada).GetProfileAsync(ada.Id)).Value!.Profile.PhotoId.ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_SomeUsers_KeepsTheirOrderAndHidesWhoIsApart()
    {
        var eve = await SomebodyAsync("eve");
        var id = await Photos.SetAsync(ada.Id, First);
        await Photos.SetAsync(eve.Id, Second);
        await User(eve).RelateAsync(RelationCommand.Block, ben.Id);

        (await Photos.FindAsync(ben.Id, [eve.Id, ben.Id, ada.Id, new UserId("nobody")])).ShouldBe(["", "", id!, ""]);
    }

    [Fact]
    public async Task List_AFollower_ComesWithTheirPhotoAndExpertise()
    {
        var id = await Photos.SetAsync(ada.Id, First);
        await User(ada).UpdateProfileAsync(new ProfileChange(Expertise: ["Engines"]));
        await User(ada).RelateAsync(RelationCommand.Follow, ben.Id);

        var card = (await User(ben).ListAsync(PeopleList.Followers, ben.Id, 10, null)).Value!.People.ShouldHaveSingleItem();

        card.PhotoId.ShouldBe(id);
        card.Expertise.ShouldBe(["Engines"]);
    }

    [Fact]
    public async Task PersonalData_OfThePhoto_IsExportedAndErased()
    {
        var id = await Photos.SetAsync(ada.Id, First);
        var data = cluster.Services.GetServices<IPersonalData>().Single(subject => subject.Subject == "photo");

        (await data.ExportAsync(ada.Id))["base64"]!.GetValue<string>().ShouldBe(Convert.ToBase64String([1, 2, 3]));
        await data.EraseAsync(ada.Id);

        (await Photos.ReadAsync(id!, 512)).ShouldBeNull();
    }

    private IPhotoGrain Photos => cluster.Grains.GetGrain<IPhotoGrain>(0);

    private IUserGrain User(Person person) => cluster.Grains.GetGrain<IUserGrain>(person.Id.Value);

    private async Task<Person> SomebodyAsync(string name)
    {
        var person = new Person(new UserId(Identifiers.NewId()), name, name);
        await User(person).RegisterAsync(person);
        return person;
    }
}
