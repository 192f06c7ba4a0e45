using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Rooms;

public sealed class RoomDoorOnSqliteTests(SqliteTestDatabase database)
    : RoomDoorTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class RoomDoorOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : RoomDoorTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class RoomDoorTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Person Owner = Somebody("owner");
    private static readonly Person Guest = Somebody("guest");
    private static readonly Person Speaker = Somebody("speaker");

    private readonly RoomId id = new(Identifiers.NewId());
    private GrainCluster cluster = null!;

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync() => cluster = await database.GrainsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Join_SomebodyOnStageHasBlockedThem_FindsNoRoom()
    {
        await CreateAsync();
        cluster.Relations.Blocked[(Speaker.Id, Guest.Id)] = true;
        (await Room.JoinAsync(Guest.Id)).Rejection.ShouldBeNull();

        await Room.TakeStageAsync(Speaker);

        (await Room.JoinAsync(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await Room.GetVisibleAsync(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await ListAsync(Guest.Id)).ShouldNotContain(id);
        (await ListAsync(Speaker.Id)).ShouldContain(id);
    }

    [Fact]
    public async Task TakeStage_ListenerWhomASpeakerBlocked_DoesNotComeUp()
    {
        await CreateAsync();
        cluster.Relations.Blocked[(Speaker.Id, Guest.Id)] = true;
        await Room.TakeStageAsync(Speaker);

        (await Room.TakeStageAsync(Guest)).Rejection.ShouldBe(RoomRejection.StageNotOpen);
    }

    [Fact]
    public async Task GetVisible_SocialRoom_IsThereForFollowedPeopleOnly()
    {
        await CreateAsync(new RoomSettings { Kind = RoomKind.Social });
        cluster.Relations.Followed[Guest.Id] = true;

        (await Room.GetVisibleAsync(Guest.Id)).Rejection.ShouldBeNull();
        (await Room.GetVisibleAsync(Speaker.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await Room.GetVisibleAsync(null)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await ListAsync(Guest.Id)).ShouldContain(id);
        (await ListAsync(null)).ShouldNotContain(id);
    }

    [Fact]
    public async Task Create_InAPrivateClub_IsThereForMembersOnly()
    {
        cluster.Relations.IsClubPrivate = true;
        cluster.Relations.Seats[Owner.Id] = ClubRole.Leader;
        cluster.Relations.Seats[Guest.Id] = ClubRole.Member;
        cluster.Relations.Seats[Speaker.Id] = ClubRole.Follower;

        var created = await CreateAsync(club: "club");

        created.Value.ShouldNotBeNull().Card.Club.ShouldBe(new RoomClub("club", "Makers", MembersOnly: true));
        (await Room.JoinAsync(Guest.Id)).Rejection.ShouldBeNull();
        (await Room.JoinAsync(Speaker.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await Room.GetVisibleAsync(null)).Rejection.ShouldBe(RoomRejection.NotFound);
    }

    [Fact]
    public async Task Create_InAClubWithoutTheRightTo_IsRefused()
    {
        cluster.Relations.Seats[Owner.Id] = ClubRole.Member;

        (await CreateAsync(club: "club")).Rejection.ShouldBe(RoomRejection.ClubRefused);
    }

    [Fact]
    public async Task Join_PublicClubsRoom_KeepsBannedPeopleOut()
    {
        cluster.Relations.Seats[Owner.Id] = ClubRole.Owner;
        cluster.Relations.Seats[Guest.Id] = ClubRole.Banned;

        await CreateAsync(club: "club");

        (await Room.JoinAsync(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await Room.JoinAsync(Speaker.Id)).Rejection.ShouldBeNull();
    }

    [Fact]
    public async Task RemoveFormerMember_OnStage_IsOutAndStaysOut()
    {
        cluster.Relations.Seats[Owner.Id] = ClubRole.Owner;
        await CreateAsync(club: "club");
        await Room.TakeStageAsync(Guest);

        await Room.RemoveFormerMemberAsync(Guest.Id);

        var view = (await Room.GetAsync()).Value.ShouldNotBeNull();
        view.Stage.Members.ShouldBeEmpty();
        view.Removed.ShouldBe([Guest.Id]);
    }

    [Fact]
    public async Task Join_ClosedRoomByALink_LetsInUntilItIsRevoked()
    {
        await CreateAsync(new RoomSettings { Kind = RoomKind.Closed });
        await Room.CommandAsync(Owner, new MakeLink("link", RoomLinkKind.Listener, "key", TimeSpan.FromHours(1)));
        var appends = cluster.Journal.Appends;
        await Room.UseLinkAsync(Guest.Id, "key");
        (await Room.JoinAsync(Guest.Id, "key")).Rejection.ShouldBeNull();
        cluster.Journal.Appends.ShouldBe(appends, "a listener who comes by a link costs no write");

        await Room.CommandAsync(Owner, new RevokeLink("link"));

        (await Room.JoinAsync(Guest.Id, "key")).Rejection.ShouldBe(RoomRejection.NotFound);
    }

    [Fact]
    public async Task UseLink_OfASpeaker_InvitesToTheStageAfterARestartToo()
    {
        await CreateAsync(new RoomSettings { Kind = RoomKind.Closed });
        await Room.CommandAsync(Owner, new MakeLink("link", RoomLinkKind.Speaker, "key", TimeSpan.FromHours(1)));
        cluster = await database.RestartAsync();

        await Room.UseLinkAsync(Guest.Id, "key");

        (await Room.JoinAsync(Guest.Id)).Value.ShouldNotBeNull().Invited.ShouldBe([Guest.Id]);
        (await Room.TakeStageAsync(Guest)).Value.ShouldNotBeNull().View.Stage.Members.ShouldHaveSingleItem().Muted.ShouldBeTrue();
    }

    [Fact]
    public async Task UseLink_BlockedByTheHost_OpensNothing()
    {
        await CreateAsync(new RoomSettings { Kind = RoomKind.Closed });
        await Room.CommandAsync(Owner, new MakeLink("link", RoomLinkKind.Speaker, "key", TimeSpan.FromHours(1)));
        cluster.Relations.Blocked[(Owner.Id, Guest.Id)] = true;

        (await Room.UseLinkAsync(Guest.Id, "key")).Rejection.ShouldBe(RoomRejection.NotFound);

        (await Room.GetAsync()).Value.ShouldNotBeNull().Invited.ShouldBeEmpty();
    }

    private static Person Somebody(string name) => new(new UserId(name), name, name);

    private Task<RoomReply<RoomView>> CreateAsync(RoomSettings? settings = null, string? club = null) =>
        Room.CreateAsync(new CreateRoom(Owner, "Coffee", ["code"], "en", StagePolicy.Open, ActiveSpeakers: 3)
        {
            Settings = settings ?? RoomSettings.Default,
            ClubId = club,
        });

    private async Task<IEnumerable<RoomId>> ListAsync(UserId? viewer) =>
        (await cluster.Grains.GetGrain<IRoomDirectoryGrain>(0).ListLiveAsync(100, null, viewer)).Rooms.Select(card => card.Room);
}
