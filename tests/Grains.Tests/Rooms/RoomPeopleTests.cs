using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Rooms;

public sealed class RoomPeopleOnSqliteTests(SqliteTestDatabase database)
    : RoomPeopleTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class RoomPeopleOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : RoomPeopleTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class RoomPeopleTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Person Owner = Somebody("owner");
    private static readonly Person Guest = Somebody("guest");
    private static readonly Person Other = Somebody("other");

    private readonly RoomId id = new(Identifiers.NewId());
    private GrainCluster cluster = null!;

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync() => cluster = await database.GrainsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AnyCommand_SiloRestarted_IsStillThere()
    {
        await CreateAsync(new RoomSettings { HandOrder = HandOrder.QuietFirst, Attendance = AttendancePrivacy.HostsOnly });
        await Room.TakeStageAsync(Owner);
        await Room.TakeStageAsync(Other);
        await AskAsync(Owner, new AppointCoHost(Other.Id));
        await AskAsync(Guest, new RaiseHand("Why?"));
        await AskAsync(Other, new InviteToStage(Somebody("star").Id));
        await AskAsync(Other, new RemovePerson(Somebody("troll").Id, IsBan: false));
        await AskAsync(Owner, new PinLink("https://example.org/"));
        await AskAsync(Owner, new RenameRoom("Tea", ["leaves"]));
        await AskAsync(Owner, new SetLocked(true));
        await AskAsync(Owner, new HandOver(Other.Id));
        await AskAsync(Other, new AskIn(Somebody("friend").Id));
        await AskAsync(Other, new ChangeSettings(null, null, HandOrder.FirstTimersFirst, null));

        cluster = await database.RestartAsync();
        var view = (await Room.GetAsync()).Value.ShouldNotBeNull();

        view.Card.Title.ShouldBe("Tea");
        view.Card.IsLocked.ShouldBeTrue();
        view.Host.ShouldBe(Other.Id);
        view.Stage.Members.Select(member => member.Role).ShouldBe([StageRole.Speaker, StageRole.Host]);
        view.Hands.ShouldHaveSingleItem().Question.ShouldBe("Why?");
        view.Invited.ShouldBe([Somebody("star").Id]);
        view.Removed.ShouldBe([Somebody("troll").Id]);
        view.PinnedLink.ShouldBe("https://example.org/");
        view.Settings.ShouldBe(new RoomSettings
        {
            HandOrder = HandOrder.FirstTimersFirst,
            Attendance = AttendancePrivacy.HostsOnly,
        });
        (await Room.JoinAsync(Somebody("friend").Id)).Rejection.ShouldBeNull();
    }

    [Fact]
    public async Task RemovePerson_OnStage_IsToldWithTheNewStageAndStaysOut()
    {
        await CreateAsync();
        await Room.TakeStageAsync(Guest);
        var gatewayRoom = await OpenGatewayRoomAsync("gateway");

        await AskAsync(Owner, new RemovePerson(Guest.Id, IsBan: false));

        var left = await gatewayRoom.NextChangeAsync();
        left.Event.ShouldBeOfType<StageLeft>();
        left.Stage.Members.ShouldBeEmpty();
        var removed = await gatewayRoom.NextChangeAsync();
        removed.Event.ShouldBeOfType<PersonRemoved>();
        removed.View!.Removed.ShouldBe([Guest.Id]);
        (await Room.JoinAsync(Guest.Id)).Rejection.ShouldBe(RoomRejection.Removed);
    }

    [Fact]
    public async Task Command_NoSuchRoom_IsNotFound() =>
        (await Room.CommandAsync(Owner, new MuteAll())).Rejection.ShouldBe(RoomRejection.NotFound);

    [Fact]
    public async Task Command_ByAListener_IsRefusedAndStoresNothing()
    {
        await CreateAsync();

        (await Room.CommandAsync(Guest, new SetLocked(true))).Rejection.ShouldBe(RoomRejection.NotHost);

        (await Room.GetAsync()).Value!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Command_StorageFails_ChangesNothing()
    {
        await CreateAsync();
        cluster.Journal.IsBroken = true;

        await Should.ThrowAsync<IOException>(() => Room.CommandAsync(Guest, new RaiseHand(null)));

        cluster.Journal.IsBroken = false;
        (await Room.GetAsync()).Value!.Hands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Join_SocialRoom_LetsInWhomTheStageFollows()
    {
        await CreateAsync(new RoomSettings { Kind = RoomKind.Social });
        cluster.Relations.Followed[Guest.Id] = true;

        (await Room.JoinAsync(Guest.Id)).Rejection.ShouldBeNull();
        (await Room.JoinAsync(Other.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
    }

    [Fact]
    public async Task RaiseHand_PolicyFollowed_AsksWhoIs()
    {
        await CreateAsync(new RoomSettings { HandPolicy = HandPolicy.Followed });
        cluster.Relations.Followed[Guest.Id] = true;

        (await Room.CommandAsync(Guest, new RaiseHand(null))).Rejection.ShouldBeNull();
        (await Room.CommandAsync(Other, new RaiseHand(null))).Rejection.ShouldBe(RoomRejection.HandsForFollowed);
    }

    [Fact]
    public async Task ListLive_ClosedRoom_IsNotListed()
    {
        await CreateAsync(new RoomSettings { Kind = RoomKind.Closed });

        var page = await cluster.Grains.GetGrain<IRoomDirectoryGrain>(0).ListLiveAsync(100, null);

        page.Rooms.Select(card => card.Room).ShouldNotContain(id);
    }

    [Fact]
    public async Task React_AtOneGateway_ArrivesAtEveryGatewayOfTheRoom()
    {
        await CreateAsync();
        var here = await OpenGatewayRoomAsync("here");
        var there = await OpenGatewayRoomAsync("there");

        await cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "here"))
            .ReactAsync(new ReactionTally("here", 1, [new ReactionCount("wave", 3)]));

        (await here.NextTallyAsync()).Counts.ShouldBe([new ReactionCount("wave", 3)]);
        (await there.NextTallyAsync()).Counts.ShouldBe([new ReactionCount("wave", 3)]);
    }

    // Every database contains these names: a name may be added, and none may change.
    [Fact]
    public void Kinds_OfAllEvents_AreTheNamesThatAreStored()
    {
        var kinds = RoomEventJson.Kinds.Select(pair => $"{pair.Key}: {pair.Value.Name}").Order(StringComparer.Ordinal);

        kinds.ShouldBe(
        [
            "all_hands_lowered: AllHandsLowered",
            "closing_announced: ClosingAnnounced",
            "co_host_appointed: CoHostAppointed",
            "co_host_dismissed: CoHostDismissed",
            "created: RoomCreated",
            "ended: RoomEnded",
            "hand_lowered: HandLowered",
            "hand_raised: HandRaised",
            "host_changed: HostChanged",
            "link_made: LinkMade",
            "link_pinned: LinkPinned",
            "link_revoked: LinkRevoked",
            "lock_changed: LockChanged",
            "mute_changed: MuteChanged",
            "person_asked_in: PersonAskedIn",
            "person_readmitted: PersonReadmitted",
            "person_removed: PersonRemoved",
            "renamed: RoomRenamed",
            "settings_changed: SettingsChanged",
            "stage_invitation_ended: StageInvitationEnded",
            "stage_invited: StageInvited",
            "stage_left: StageLeft",
            "stage_taken: StageTaken",
        ]);
        RoomEventJson.Kinds.Values.ShouldBe(
            typeof(RoomEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RoomEvent))), ignoreOrder: true);
    }

    private static Person Somebody(string name) => new(new UserId(name), name, name);

    private async Task AskAsync(Person actor, RoomCommand command) =>
        (await Room.CommandAsync(actor, command)).Rejection.ShouldBeNull(command.ToString());

    private async Task CreateAsync(RoomSettings? settings = null)
    {
        var command = new CreateRoom(Owner, "Coffee", ["code"], "en", StagePolicy.Open, ActiveSpeakers: 3)
        {
            Settings = settings ?? RoomSettings.Default,
        };
        (await Room.CreateAsync(command)).Rejection.ShouldBeNull();
    }

    private async Task<RecordingGatewayRoom> OpenGatewayRoomAsync(string gateway)
    {
        var gatewayRoom = new RecordingGatewayRoom();
        var listener = cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, gateway));
        (await listener.OpenAsync(cluster.Grains.CreateObjectReference<IGatewayRoom>(gatewayRoom), opening: 1)).Rejection
            .ShouldBeNull();
        return gatewayRoom;
    }
}
