using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Social;

public sealed class UserGrainOnSqliteTests(SqliteTestDatabase database)
    : UserGrainTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class UserGrainOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : UserGrainTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class UserGrainTests(TestDatabase database) : IAsyncLifetime
{
    private GrainCluster cluster = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person eve = null!;

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        ada = await SomebodyAsync("ada");
        ben = await SomebodyAsync("ben");
        eve = await SomebodyAsync("eve");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SignUp_NewAccount_IntroducesThePerson()
    {
        var handle = $"new_{Identifiers.NewId()[..8]}";

        var person = (await cluster.Grains.GetGrain<IAccountGrain>(handle).SignUpAsync("correct horse", "Newcomer", null)).Person
            .ShouldNotBeNull();

        (await User(person).GetPersonAsync()).ShouldBe(person);
    }

    [Fact]
    public async Task GetPerson_NobodyIntroduced_IsNull() => (await User(Nobody()).GetPersonAsync()).ShouldBeNull();

    [Fact]
    public async Task Introduce_Again_KeepsTheProfile()
    {
        await User(ada).UpdateProfileAsync(new ProfileChange(Name: "Countess"));

        await User(ada).RegisterAsync(ada);

        (await User(ada).GetPersonAsync()).ShouldNotBeNull().DisplayName.ShouldBe("Countess");
    }

    [Fact]
    public async Task UpdateProfile_SiloRestarted_IsStillThere()
    {
        await User(ada).UpdateProfileAsync(
            new ProfileChange("Ada L.", "Poetical\nscience", ["science_mathematics", "technology"], "en", ["Engines", "Notes"]));

        cluster = await database.RestartAsync();
        var profile = (await User(ada).GetProfileAsync(ben.Id)).Value.ShouldNotBeNull().Profile;

        (profile.Person.DisplayName, profile.Bio, profile.Language).ShouldBe(("Ada L.", "Poetical\nscience", "en"));
        profile.Interests.ShouldBe(["science_mathematics", "technology"]);
        profile.Expertise.ShouldBe(["Engines", "Notes"]);
    }

    [Fact]
    public async Task UpdateProfile_OnePartInvalid_ChangesNothing()
    {
        var reply = await User(ada).UpdateProfileAsync(new ProfileChange(Name: "New name", Bio: new string('x', 161)));

        reply.Rejection.ShouldBe(PeopleRejection.BioInvalid);
        (await User(ada).GetPersonAsync()).ShouldNotBeNull().DisplayName.ShouldBe("ada");
    }

    [Fact]
    public async Task SetVerified_ThenUpdateProfile_KeepsTheMark()
    {
        await User(ada).SetVerifiedAsync(true);
        await User(ada).UpdateProfileAsync(new ProfileChange(Bio: "hello"));

        (await ViewAsync(ada, ben)).Profile.IsVerified.ShouldBeTrue();
    }

    [Fact]
    public async Task Follow_Somebody_ShowsOnBothSidesAndCountsOnce()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ada, RelationCommand.Follow, ben);

        (await User(ada).RelationToAsync(ben.Id)).ShouldBe(Relation.Follows);
        (await User(ben).RelationToAsync(ada.Id)).ShouldBe(Relation.FollowedBy);
        (await ViewAsync(ben, ada)).Profile.FollowerCount.ShouldBe(1);
        (await ViewAsync(ada, ada)).Profile.FollowingCount.ShouldBe(1);
    }

    [Fact]
    public async Task Unfollow_Twice_CountsDownOnce()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ada, RelationCommand.Unfollow, ben);
        await RelateAsync(ada, RelationCommand.Unfollow, ben);

        (await ViewAsync(ben, ada)).Profile.FollowerCount.ShouldBe(0);
    }

    [Fact]
    public async Task Follow_OneselfOrNobody_IsRejected()
    {
        (await User(ada).RelateAsync(RelationCommand.Follow, ada.Id)).Rejection.ShouldBe(PeopleRejection.Oneself);
        (await User(ada).RelateAsync(RelationCommand.Follow, Nobody().Id)).Rejection.ShouldBe(PeopleRejection.NotFound);
    }

    [Fact]
    public async Task Block_MutualFollowers_EndsBothFollowsAndTheirCounts()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ben, RelationCommand.Follow, ada);

        await RelateAsync(ada, RelationCommand.Block, ben);

        (await User(ada).RelationToAsync(ben.Id)).ShouldBe(Relation.Blocks);
        (await User(ben).RelationToAsync(ada.Id)).ShouldBe(Relation.BlockedBy);
        var own = (await ViewAsync(ada, ada)).Profile;
        (own.FollowerCount, own.FollowingCount).ShouldBe((0L, 0L));
        (await User(ben).RelateAsync(RelationCommand.Follow, ada.Id)).Rejection.ShouldBe(PeopleRejection.NotFound);
        (await User(ada).RelateAsync(RelationCommand.Follow, ben.Id)).Rejection.ShouldBe(PeopleRejection.Blocked);
    }

    [Fact]
    public async Task GetProfile_BlockedViewer_FindsNobody()
    {
        await RelateAsync(ada, RelationCommand.Block, ben);

        (await User(ada).GetProfileAsync(ben.Id)).Rejection.ShouldBe(PeopleRejection.NotFound);
        (await User(ada).ListAsync(PeopleList.Followers, ben.Id, 10, null)).Rejection.ShouldBe(PeopleRejection.NotFound);
        (await ViewAsync(ben, ada)).Relation.ShouldBe(Relation.Blocks);
    }

    [Fact]
    public async Task FollowAndBlock_AtTheSameTime_NeverBothStand()
    {
        for (var round = 0; round < 10; round++)
        {
            await RelateAsync(ada, RelationCommand.Unblock, ben);

            await Task.WhenAll(
                User(ben).RelateAsync(RelationCommand.Follow, ada.Id), User(ada).RelateAsync(RelationCommand.Block, ben.Id));

            (await User(ada).RelationToAsync(ben.Id)).ShouldBe(Relation.Blocks);
            (await ViewAsync(ada, ada)).Profile.FollowerCount.ShouldBe(0);
        }
    }

    [Fact]
    public async Task RelationsTo_SeveralPeople_KeepTheirOrder()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ada, RelationCommand.Mute, ben);
        await RelateAsync(eve, RelationCommand.Follow, ada);

        var relations = await User(ada).RelationsToAsync([eve.Id, Nobody().Id, ben.Id, eve.Id]);

        relations.ShouldBe([Relation.FollowedBy, Relation.None, Relation.Follows | Relation.Mutes, Relation.FollowedBy]);
    }

    [Fact]
    public async Task GetProfile_FollowedByPeopleWhomTheViewerFollows_NamesThem()
    {
        await RelateAsync(ben, RelationCommand.Follow, ada);
        await RelateAsync(eve, RelationCommand.Follow, ben);

        var view = await ViewAsync(ada, eve);

        view.FollowersYouKnow.ShouldBe([ben]);
        view.FollowersYouKnowCount.ShouldBe(1);
    }

    [Fact]
    public async Task List_MoreThanAPage_ComesWholeAndOnce()
    {
        var followers = new List<UserId>();
        for (var index = 0; index < 5; index++)
        {
            var follower = await SomebodyAsync("fan");
            await RelateAsync(follower, RelationCommand.Follow, ada);
            followers.Add(follower.Id);
        }

        var listed = new List<UserId>();
        string? token = null;
        do
        {
            var page = (await User(ada).ListAsync(PeopleList.Followers, ben.Id, 2, token)).Value.ShouldNotBeNull();
            listed.AddRange(page.People.Select(card => card.Person.Id));
            token = page.NextPageToken;
        }
        while (token is not null);

        listed.ShouldBe(followers, ignoreOrder: true);
    }

    [Fact]
    public async Task List_OthersFollowers_LeavesOutThoseApartFromTheViewer()
    {
        await RelateAsync(ben, RelationCommand.Follow, ada);
        await RelateAsync(ben, RelationCommand.Block, eve);

        var seenByEve = (await User(ada).ListAsync(PeopleList.Followers, eve.Id, 10, null)).Value.ShouldNotBeNull();
        var seenByAda = (await User(ada).ListAsync(PeopleList.Followers, ada.Id, 10, null)).Value.ShouldNotBeNull();

        seenByEve.People.ShouldBeEmpty();
        seenByAda.People.ShouldHaveSingleItem().Person.ShouldBe(ben);
    }

    [Theory]
    [InlineData(PeopleList.Blocked, RelationCommand.Block)]
    [InlineData(PeopleList.Muted, RelationCommand.Mute)]
    public async Task List_PrivateList_IsForTheOwnerOnly(PeopleList list, RelationCommand command)
    {
        await RelateAsync(ada, command, ben);

        (await User(ada).ListAsync(list, ada.Id, 10, null)).Value.ShouldNotBeNull().People.ShouldHaveSingleItem().Person.ShouldBe(
            ben);
        (await User(ada).ListAsync(list, eve.Id, 10, null)).Rejection.ShouldBe(PeopleRejection.NotFound);
    }

    [Fact]
    public async Task Forget_WithFollowers_LeavesNoTraceOnTheOtherSide()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ben, RelationCommand.Follow, ada);

        await User(ada).ForgetAsync();

        (await User(ada).GetPersonAsync()).ShouldBeNull();
        var left = (await ViewAsync(ben, ben)).Profile;
        (left.FollowerCount, left.FollowingCount).ShouldBe((0L, 0L));
        (await User(ben).RelationToAsync(ada.Id)).ShouldBe(Relation.None);
    }

    private static Person Nobody() => new(new UserId(Identifiers.NewId()), "nobody", "Nobody");

    private IUserGrain User(Person person) => cluster.Grains.GetGrain<IUserGrain>(person.Id.Value);

    private async Task<Person> SomebodyAsync(string name)
    {
        var person = new Person(new UserId(Identifiers.NewId()), name, name);
        await User(person).RegisterAsync(person);
        return person;
    }

    private async Task RelateAsync(Person actor, RelationCommand command, Person other) =>
        (await User(actor).RelateAsync(command, other.Id)).Rejection.ShouldBeNull();

    private async Task<ProfileView> ViewAsync(Person person, Person viewer) =>
        (await User(person).GetProfileAsync(viewer.Id)).Value.ShouldNotBeNull();
}
