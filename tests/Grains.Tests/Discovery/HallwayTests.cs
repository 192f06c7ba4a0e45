using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Discovery;

public sealed class HallwayOnSqliteTests(SqliteTestDatabase database)
    : HallwayTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class HallwayOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : HallwayTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>A person's hallway: live rooms, and people to follow. Rooms of the class's other tests are ignored.</summary>
public abstract class HallwayTests(TestDatabase database) : IAsyncLifetime
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
    public async Task Hallway_FollowedPersonHosts_IsShownWithThem()
    {
        var room = await OpenAsync(ben, "music");
        await RelateAsync(ada, RelationCommand.Follow, ben);

        var entry = await EntryAsync(ada, room);

        entry.Reason.ShouldBe(HallwayReason.Followed);
        entry.Known.ShouldBe([ben]);
    }

    [Fact]
    public async Task Hallway_FollowedPersonComesOnStageAndLeaves_FollowsThem()
    {
        var room = await OpenAsync(ben, "music");
        await RelateAsync(ada, RelationCommand.Follow, eve);
        (await EntryAsync(ada, room)).Reason.ShouldBe(HallwayReason.Other);

        await Room(room).TakeStageAsync(eve);
        (await EntryAsync(ada, room)).Known.ShouldBe([eve]);

        await Room(room).LeaveStageAsync(eve.Id);
        (await EntryAsync(ada, room)).Reason.ShouldBe(HallwayReason.Other);
    }

    [Fact]
    public async Task Hallway_FollowedPersonIsMuted_GivesNoReason()
    {
        var room = await OpenAsync(ben, "music");
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ada, RelationCommand.Mute, ben);

        (await EntryAsync(ada, room)).Reason.ShouldBe(HallwayReason.Other);
    }

    [Fact]
    public async Task Hallway_TopicBelowAnInterest_ComesAfterFollowedPeopleAndBeforeTheRest()
    {
        await User(ada).UpdateProfileAsync(new ProfileChange(Interests: ["technology"]));
        await RelateAsync(ada, RelationCommand.Follow, ben);
        var followed = await OpenAsync(ben, "music");
        var interest = await OpenAsync(eve, "technology_ai");
        var other = await OpenAsync(eve, "food_wine");

        RoomId[] mine = [followed, interest, other];
        var listed = await ListAsync(ada, HallwayReason.Other);

        listed.Where(entry => mine.Contains(entry.Room.Room)).Select(entry => (entry.Room.Room, entry.Reason)).ShouldBe(
            [(followed, HallwayReason.Followed), (interest, HallwayReason.Interest), (other, HallwayReason.Other)]);
        (await ListAsync(ada, HallwayReason.Interest)).ShouldAllBe(entry => entry.Room.Room != other);
    }

    [Fact]
    public async Task Hallway_RoomOfOnesClub_SaysSo()
    {
        var room = await OpenAsync(ben, "music");
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO club_seats (club_id, user_id, handle, display_name, role, pending, answer, since_ms)
                VALUES (@Club, @User, '', '', @Role, 0, '', 0);
                UPDATE search_documents SET club_id = @Club WHERE id = @Room
                """,
                new { Club = $"club{room.Value}", User = ada.Id.Value, Role = (int)ClubRole.Member, Room = room.Value });
        }

        (await EntryAsync(ada, room)).Reason.ShouldBe(HallwayReason.Club);
        (await EntryAsync(eve, room)).Reason.ShouldBe(HallwayReason.Other);
    }

    [Fact]
    public async Task Hallway_RoomEnded_IsGoneAtOnce()
    {
        var room = await OpenAsync(ben, "music");
        await Room(room).EndAsync(ben.Id);

        (await ListAsync(ada, HallwayReason.Other)).ShouldAllBe(entry => entry.Room.Room != room);
    }

    [Fact]
    public async Task Hallway_SpeakerWhomTheViewerBlocked_HidesTheRoom()
    {
        var room = await OpenAsync(ben, "music");
        await Room(room).TakeStageAsync(eve);
        await RelateAsync(ada, RelationCommand.Block, eve);

        (await ListAsync(ada, HallwayReason.Other)).ShouldAllBe(entry => entry.Room.Room != room);
    }

    [Fact]
    public async Task Hallway_MoreThanAPage_ComesWholeAndOnce()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        var made = new List<RoomId>();
        for (var index = 0; index < 5; index++)
        {
            made.Add(await OpenAsync(index % 2 == 0 ? ben : eve, "music"));
        }

        var listed = (await ListAsync(ada, HallwayReason.Other, pageSize: 2)).Select(entry => entry.Room.Room).ToList();

        listed.ShouldBeUnique();
        made.ShouldBeSubsetOf(listed);
    }

    [Fact]
    public async Task Hallway_Language_LeavesOutOthersAndRefusesNonsense()
    {
        var room = await OpenAsync(ben, "music");

        (await ListAsync(ada, HallwayReason.Other, language: "fr")).ShouldAllBe(entry => entry.Room.Room != room);
        (await Discovery.HallwayAsync(ada.Id, HallwayReason.Other, "%", 10, null)).Rejection.ShouldBe(
            DiscoveryRejection.LanguageInvalid);
    }

    [Fact]
    public async Task Suggest_FriendOfAFriend_IsSuggestedUntilFollowed()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ben, RelationCommand.Follow, eve);

        var suggestion = (await Discovery.SuggestAsync(ada.Id, 50)).ShouldHaveSingleItem();
        (suggestion.Person.Person, suggestion.MutualCount, suggestion.SharedInterestCount).ShouldBe((eve, 1L, 0L));

        await RelateAsync(ada, RelationCommand.Follow, eve);
        (await Discovery.SuggestAsync(ada.Id, 50)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Suggest_SharedInterests_TheMostFirst()
    {
        // Topics that no other test of the class uses.
        await User(ada).UpdateProfileAsync(new ProfileChange(Interests: ["outdoors_pets", "outdoors_hiking"]));
        await User(ben).UpdateProfileAsync(new ProfileChange(Interests: ["outdoors_pets"]));
        await User(eve).UpdateProfileAsync(new ProfileChange(Interests: ["outdoors_hiking", "outdoors_pets"]));

        var suggested = await Discovery.SuggestAsync(ada.Id, 50);

        suggested.Select(suggestion => (suggestion.Person.Person, suggestion.SharedInterestCount))
            .ShouldBe([(eve, 2L), (ben, 1L)]);
    }

    [Theory]
    [InlineData(RelationCommand.Block, true)]
    [InlineData(RelationCommand.Block, false)]
    [InlineData(RelationCommand.Mute, true)]
    public async Task Suggest_SomebodyApartOrMuted_IsLeftOut(RelationCommand command, bool isByViewer)
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(ben, RelationCommand.Follow, eve);
        await RelateAsync(isByViewer ? ada : eve, command, isByViewer ? eve : ada);

        (await Discovery.SuggestAsync(ada.Id, 50)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Suggest_SomebodyDismissed_IsLeftOutForTheViewerAlone()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        await RelateAsync(eve, RelationCommand.Follow, ben);
        var dan = await SomebodyAsync("dan");
        await RelateAsync(ben, RelationCommand.Follow, dan);

        await Discovery.DismissSuggestionAsync(ada.Id, dan.Id);
        await Discovery.DismissSuggestionAsync(ada.Id, dan.Id);

        (await Discovery.SuggestAsync(ada.Id, 50)).ShouldBeEmpty();
        (await Discovery.SuggestAsync(eve.Id, 50)).ShouldHaveSingleItem().Person.Person.ShouldBe(dan);
    }

    private IDiscoveryGrain Discovery => cluster.Grains.GetGrain<IDiscoveryGrain>(0);

    private IUserGrain User(Person person) => cluster.Grains.GetGrain<IUserGrain>(person.Id.Value);

    private IRoomGrain Room(RoomId room) => cluster.Grains.GetGrain<IRoomGrain>(room.Value);

    private async Task<RoomId> OpenAsync(Person owner, string topic)
    {
        var room = new RoomId(Identifiers.NewId());
        (await Room(room).CreateAsync(new CreateRoom(owner, "Evening", [topic], "en", StagePolicy.Open, 3))).Rejection
            .ShouldBeNull();
        return room;
    }

    private async Task<Person> SomebodyAsync(string name)
    {
        var person = new Person(new UserId(Identifiers.NewId()), name, name);
        await User(person).RegisterAsync(person);
        return person;
    }

    private async Task RelateAsync(Person actor, RelationCommand command, Person other) =>
        (await User(actor).RelateAsync(command, other.Id)).Rejection.ShouldBeNull();

    private async Task<HallwayEntry> EntryAsync(Person viewer, RoomId room) =>
        (await ListAsync(viewer, HallwayReason.Other)).Single(entry => entry.Room.Room == room);

    private async Task<List<HallwayEntry>> ListAsync(
        Person viewer, HallwayReason weakest, string language = "", int pageSize = 100)
    {
        var entries = new List<HallwayEntry>();
        string? token = null;
        do
        {
            var page = (await Discovery.HallwayAsync(viewer.Id, weakest, language, pageSize, token)).Value.ShouldNotBeNull();
            entries.AddRange(page.Rooms);
            token = page.NextPageToken;
        }
        while (token is not null);

        return entries;
    }
}
