using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Discovery;

public sealed class SearchOnSqliteTests(SqliteTestDatabase database)
    : SearchTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class SearchOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : SearchTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Each test uses a word of its own, because the tests of the class share the database.</summary>
public abstract class SearchTests(TestDatabase database) : IAsyncLifetime
{
    private readonly string word = $"q{Identifiers.NewId()}";
    private GrainCluster cluster = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        ada = await SomebodyAsync("ada", new ProfileChange());
        ben = await SomebodyAsync("ben", new ProfileChange());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("evenements")]
    [InlineData("ÉVÉNEMENTS")]
    [InlineData("évén")] // the last word may be incomplete
    [InlineData("oeuvre événements")]
    [InlineData("linkedin OEUVRE")]
    public async Task Search_PersonByWordsOfTheBio_IgnoresAccentsAndCase(string words)
    {
        var grace = await SomebodyAsync("grace", new ProfileChange(Bio: $"{word} L'œuvre des Événements, linkedin"));

        (await IdsAsync(SearchKind.Person, $"{word} {words}")).ShouldBe([grace.Id.Value]);
    }

    [Fact]
    public async Task Search_WordsThatDoNotAllMatch_FindsNothing()
    {
        await SomebodyAsync("grace", new ProfileChange(Bio: $"{word} compilers"));

        (await IdsAsync(SearchKind.Person, $"{word} trombone")).ShouldBeEmpty();
        (await IdsAsync(SearchKind.Person, $"{word[..6]} compilers")).ShouldBeEmpty(); // only the last word may be incomplete
    }

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("') | 'a")]
    [InlineData("title: NEAR(a b) * ^")]
    public async Task Search_OperatorsOfTheDatabase_AreWords(string words)
    {
        (await IdsAsync(SearchKind.Person, $"{word} {words}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_HandleOrInterest_IsFoundAndNameComesFirst()
    {
        var byBio = await SomebodyAsync("grace", new ProfileChange(Bio: word));
        var byName = await SomebodyAsync("linus", new ProfileChange(Name: word));

        (await IdsAsync(SearchKind.Person, word)).ShouldBe([byName.Id.Value, byBio.Id.Value]);
        (await IdsAsync(SearchKind.Person, $"{word} linus")).ShouldBe([byName.Id.Value]);
    }

    [Fact]
    public async Task Search_Interest_FindsThoseWithATopicBelowIt()
    {
        var grace = await SomebodyAsync("grace", new ProfileChange(Bio: word, Interests: ["technology_programming"]));
        await SomebodyAsync("linus", new ProfileChange(Bio: word, Interests: ["music_jazz"]));

        (await IdsAsync(SearchKind.Person, word, "technology")).ShouldBe([grace.Id.Value]);
        (await IdsAsync(SearchKind.Person, $"{word} technologie")).ShouldBe([grace.Id.Value]);
        (await IdsAsync(SearchKind.Person, "", "technology_programming")).ShouldContain(grace.Id.Value);
    }

    [Fact]
    public async Task Search_ProfileChangedOrForgotten_IsFoundByWhatItSaysNow()
    {
        var grace = await SomebodyAsync("grace", new ProfileChange(Bio: $"{word} before"));
        await User(grace).UpdateProfileAsync(new ProfileChange(Bio: $"{word} after"));

        (await IdsAsync(SearchKind.Person, $"{word} before")).ShouldBeEmpty();
        (await IdsAsync(SearchKind.Person, $"{word} after")).ShouldBe([grace.Id.Value]);

        await User(grace).ForgetAsync();
        (await IdsAsync(SearchKind.Person, word)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_BlockInEitherDirection_HidesBoth()
    {
        var grace = await SomebodyAsync("grace", new ProfileChange(Bio: word));
        await User(grace).RelateAsync(RelationCommand.Block, ada.Id);
        await User(ben).RelateAsync(RelationCommand.Block, grace.Id);

        (await IdsAsync(SearchKind.Person, word, viewer: ada)).ShouldBeEmpty();
        (await IdsAsync(SearchKind.Person, word, viewer: ben)).ShouldBeEmpty();
        (await IdsAsync(SearchKind.Person, word, viewer: grace)).ShouldBe([grace.Id.Value]);
    }

    [Fact]
    public async Task Search_LiveRoom_IsFoundByInterestWithItsHostUntilItEnds()
    {
        var room = await OpenAsync(ada, "technology");

        var hit = (await SearchAsync(SearchKind.Room, word, "technology")).Hits.ShouldHaveSingleItem();
        hit.Owner.ShouldNotBeNull().Person.ShouldBe(ada);
        hit.Room.ShouldNotBeNull().Room.ShouldBe(room);

        await Room(room).EndAsync(ada.Id);
        (await IdsAsync(SearchKind.Room, word)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_RoomInWhichABlockedPersonSpeaks_IsHiddenWhileTheyDo()
    {
        var room = await OpenAsync(ada, "music");
        var grace = await SomebodyAsync("grace", new ProfileChange());
        await User(grace).RelateAsync(RelationCommand.Block, ben.Id);
        await Room(room).TakeStageAsync(grace);

        (await IdsAsync(SearchKind.Room, word, viewer: ben)).ShouldBeEmpty();
        (await IdsAsync(SearchKind.Room, word, viewer: grace)).ShouldBe([room.Value]);

        await Room(room).LeaveStageAsync(grace.Id);
        (await IdsAsync(SearchKind.Room, word, viewer: ben)).ShouldBe([room.Value]);
    }

    [Fact]
    public async Task Search_Language_FindsItsRegionalForms()
    {
        var french = await SomebodyAsync("aimee", new ProfileChange(Bio: word, Language: "fr-CA"));
        await SomebodyAsync("frida", new ProfileChange(Bio: word, Language: "fry"));

        (await IdsAsync(SearchKind.Person, word, language: "FR")).ShouldBe([french.Id.Value]);
    }

    [Fact]
    public async Task Search_MoreThanAPage_ComesWholeAndOnce()
    {
        var made = new List<string>();
        for (var index = 0; index < 5; index++)
        {
            made.Add((await SomebodyAsync("many", new ProfileChange(Bio: word))).Id.Value);
        }

        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await SearchAsync(SearchKind.Person, word, pageSize: 2, token: token);
            found.AddRange(page.Hits.Select(hit => hit.Id));
            token = page.NextPageToken;
        }
        while (token is not null);

        found.ShouldBe(made, ignoreOrder: true);
    }

    [Fact]
    public async Task RebuildIndex_IndexLost_FindsPeopleAndLiveRoomsAgain()
    {
        var grace = await SomebodyAsync("grace", new ProfileChange(Bio: word));
        var live = await OpenAsync(ada, "music");
        var ended = await OpenAsync(ada, "music");
        await Room(ended).EndAsync(ada.Id);
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("DELETE FROM search_topics; DELETE FROM search_documents; DELETE FROM room_stage");
        }

        (await IdsAsync(SearchKind.Person, word)).ShouldBeEmpty();
        (await Discovery.RebuildIndexAsync()).ShouldBeGreaterThanOrEqualTo(2);

        (await IdsAsync(SearchKind.Person, word)).ShouldBe([grace.Id.Value]);
        (await IdsAsync(SearchKind.Room, word)).ShouldBe([live.Value]);
    }

    [Fact]
    public async Task Upsert_TransactionFails_LeavesTheIndexAsItWas()
    {
        var index = new SqlSearchIndex(database.Dialect);
        using var tables = new SqlDatabase(database.Source, database.Dialect);
        var document = new SearchDocument(SearchKind.Event, Identifiers.NewId(), word, "", [], "en", null, ada.Id.Value, "");

        await Should.ThrowAsync<IOException>(() => tables.WriteAsync(async (connection, transaction) =>
        {
            await index.UpsertAsync(connection, transaction, document);
            throw new IOException("The disk is full.");
        }));

        (await IdsAsync(SearchKind.Event, word)).ShouldBeEmpty();
    }

    private IDiscoveryGrain Discovery => cluster.Grains.GetGrain<IDiscoveryGrain>(0);

    private IUserGrain User(Person person) => cluster.Grains.GetGrain<IUserGrain>(person.Id.Value);

    private IRoomGrain Room(RoomId room) => cluster.Grains.GetGrain<IRoomGrain>(room.Value);

    private async Task<RoomId> OpenAsync(Person owner, string topic)
    {
        var room = new RoomId(Identifiers.NewId());
        (await Room(room).CreateAsync(new CreateRoom(owner, $"Evening {word}", [topic], "en", StagePolicy.Open, 3))).Rejection
            .ShouldBeNull();
        return room;
    }

    private async Task<Person> SomebodyAsync(string handle, ProfileChange change)
    {
        var person = new Person(new UserId(Identifiers.NewId()), handle, handle);
        await User(person).RegisterAsync(person);
        (await User(person).UpdateProfileAsync(change)).Rejection.ShouldBeNull();
        return person;
    }

    private async Task<SearchPage> SearchAsync(
        SearchKind kind, string words, string topic = "", string language = "", Person? viewer = null, int pageSize = 100,
        string? token = null) =>
        (await Discovery.SearchAsync((viewer ?? ada).Id, new SearchQuestion(kind, words, topic, language), pageSize, token))
            .Value.ShouldNotBeNull();

    private async Task<List<string>> IdsAsync(
        SearchKind kind, string words, string topic = "", string language = "", Person? viewer = null) =>
        [.. (await SearchAsync(kind, words, topic, language, viewer)).Hits.Select(hit => hit.Id)];
}
