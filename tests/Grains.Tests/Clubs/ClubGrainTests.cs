using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Clubs;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Clubs;

public sealed class ClubGrainOnSqliteTests(SqliteTestDatabase database)
    : ClubGrainTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class ClubGrainOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : ClubGrainTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class ClubGrainTests(TestDatabase database) : IAsyncLifetime
{
    private readonly Person owner = Somebody("owner");
    private readonly Person guest = Somebody("guest");
    private readonly string id = Identifiers.NewId();
    private GrainCluster cluster = null!;

    private IClubGrain Club => cluster.Grains.GetGrain<IClubGrain>(id);

    private IClubDirectoryGrain Directory => cluster.Grains.GetGrain<IClubDirectoryGrain>(0);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        foreach (var person in new[] { owner, guest })
        {
            await cluster.Grains.GetGrain<IUserGrain>(person.Id.Value).RegisterAsync(person);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AnyCommand_NoSuchClub_IsNotFound()
    {
        (await Club.GetAsync(owner.Id)).Rejection.ShouldBe(ClubRejection.NotFound);
        (await Club.JoinAsync(owner, 0)).Rejection.ShouldBe(ClubRejection.NotFound);
        (await Club.StandingOfAsync(owner.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Remove_MemberOnStageOfTheClubsRoom_IsPutOutOfIt()
    {
        cluster.Relations.Seats[owner.Id] = ClubRole.Owner;
        await Club.FoundAsync(Command(ClubKind.Show, Settings));
        await Club.JoinAsync(guest, 0);
        var room = cluster.Grains.GetGrain<IRoomGrain>(Identifiers.NewId());
        await room.CreateAsync(new CreateRoom(owner, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3) { ClubId = id });
        await room.TakeStageAsync(guest);

        (await Club.RemoveAsync(owner.Id, guest.Id)).Rejection.ShouldBeNull();

        var view = (await room.GetAsync()).Value.ShouldNotBeNull();
        view.Stage.Members.ShouldBeEmpty();
        view.Removed.ShouldBe([guest.Id]);
    }

    [Fact]
    public async Task AnyCommand_SiloRestarted_IsStillThere()
    {
        var settings = Settings with { Rules = "Be kind.", Question = "Why?", Topics = ["owls", "night"] };
        var founded = (await Club.FoundAsync(Command(ClubKind.Community, settings))).Value.ShouldNotBeNull();
        await Club.FollowAsync(Somebody("fan"));
        await Club.ApplyAsync(guest, "I like owls.", 1);
        await Club.ApproveAsync(owner.Id, guest.Id);
        await Club.AppointAsync(owner.Id, guest.Id, ClubRole.Leader);
        var before = (await Club.GetAsync(guest.Id)).Value.ShouldNotBeNull();

        cluster = await database.RestartAsync();
        var after = (await Club.GetAsync(guest.Id)).Value.ShouldNotBeNull();

        after.Settings.Topics.ShouldBe(["owls", "night"]);
        (after with { Settings = before.Settings, CreatedAt = before.CreatedAt }).ShouldBe(before);
        after.MemberCount.ShouldBe(2);
        after.FollowerCount.ShouldBe(1);
        after.Role.ShouldBe(ClubRole.Leader);
        after.Owner.ShouldBe(founded.Owner);
    }

    [Fact]
    public async Task Found_NameTaken_IsRejectedWhateverCapitalsAndAccents()
    {
        var name = $"Café {id}";
        await Club.FoundAsync(Command(ClubKind.Show, name: name));

        var second = await OtherClub().FoundAsync(
            Command(ClubKind.Show, name: $"CAFE {id.ToUpperInvariant()}") with { Owner = guest });

        second.Rejection.ShouldBe(ClubRejection.NameTaken);
    }

    [Fact]
    public async Task Found_NameOfAClosedClub_StaysTaken()
    {
        await Club.FoundAsync(Command(ClubKind.Show));
        await Club.CloseAsync(owner.Id);

        (await OtherClub().FoundAsync(Command(ClubKind.Show))).Rejection.ShouldBe(ClubRejection.NameTaken);
    }

    [Fact]
    public async Task Found_Twice_IsRejected()
    {
        await Club.FoundAsync(Command(ClubKind.Show));

        (await Club.FoundAsync(Command(ClubKind.Show))).Rejection.ShouldBe(ClubRejection.AlreadyExists);
    }

    [Fact]
    public async Task Found_OwnerHasAsManyAsOneMay_IsRejectedUntilOneIsClosed()
    {
        for (var index = 0; index < 4; index++)
        {
            (await OtherClub().FoundAsync(Command(ClubKind.Show, name: $"{index} {id}"))).IsAccepted.ShouldBeTrue();
        }

        await Club.FoundAsync(Command(ClubKind.Show));
        var sixth = OtherClub();
        (await sixth.FoundAsync(Command(ClubKind.Show, name: $"6 {id}"))).Rejection.ShouldBe(ClubRejection.TooManyClubs);

        await Club.CloseAsync(owner.Id);

        (await sixth.FoundAsync(Command(ClubKind.Show, name: $"6 {id}"))).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task AnyQuestion_PrivateClubAndStranger_IsAnsweredAsIfThereWereNone()
    {
        await Club.FoundAsync(Command(ClubKind.Private));
        var absent = OtherClub();

        (await Club.GetAsync(guest.Id)).ShouldBe(await absent.GetAsync(guest.Id));
        (await Club.JoinAsync(guest, 0)).ShouldBe(await absent.JoinAsync(guest, 0));
        (await Club.LeaveAsync(guest.Id)).ShouldBe(await absent.LeaveAsync(guest.Id));
        (await Club.ListAsync(guest.Id, ClubListing.Members, 10, null)).ShouldBe(
            await absent.ListAsync(guest.Id, ClubListing.Members, 10, null));
        (await AllAsync(ClubScope.Public, guest)).ShouldNotContain(club => club.ClubId == id);
    }

    [Fact]
    public async Task Invite_ToAPrivateClub_IsListedForTheGuestAndLetsThemIn()
    {
        await Club.FoundAsync(Command(ClubKind.Private));
        await Club.InviteAsync(owner.Id, guest.Id);

        (await AllAsync(ClubScope.Invitations, guest)).ShouldHaveSingleItem().ClubId.ShouldBe(id);
        (await Club.ListAsync(owner.Id, ClubListing.Invitations, 10, null)).Value!.Entries
            .ShouldHaveSingleItem().Person
            .ShouldBeNull();
        var joined = (await Club.JoinAsync(guest, 0)).Value.ShouldNotBeNull();

        joined.Role.ShouldBe(ClubRole.Member);
        (await AllAsync(ClubScope.Invitations, guest)).ShouldBeEmpty();
        (await AllAsync(ClubScope.Mine, guest)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            club => club.ClubId.ShouldBe(id),
            club => club.Owner.ShouldBe(owner),
            club => club.Role.ShouldBe(ClubRole.Member),
            club => club.MemberCount.ShouldBe(2));
    }

    [Fact]
    public async Task Invite_NobodyOrSomebodyApart_IsRefusedAlike()
    {
        await Club.FoundAsync(Command(ClubKind.Private));
        var user = cluster.Grains.GetGrain<IUserGrain>(guest.Id.Value);

        (await Club.InviteAsync(owner.Id, Somebody("nobody").Id)).Rejection.ShouldBe(ClubRejection.PersonNotFound);
        await user.RelateAsync(RelationCommand.Block, owner.Id);
        (await Club.InviteAsync(owner.Id, guest.Id)).Rejection.ShouldBe(ClubRejection.PersonNotFound);
        await user.RelateAsync(RelationCommand.Unblock, owner.Id);

        (await Club.InviteAsync(owner.Id, guest.Id)).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task HandOver_HeirOwnsAsManyAsOneMay_IsRejected()
    {
        for (var index = 0; index < 5; index++)
        {
            (await OtherClub().FoundAsync(Command(ClubKind.Show, name: $"{index} {id}") with { Owner = guest })).IsAccepted
                .ShouldBeTrue();
        }

        await Club.FoundAsync(Command(ClubKind.Show));
        await Club.JoinAsync(guest, 0);

        (await Club.HandOverAsync(owner.Id, guest.Id)).Rejection.ShouldBe(ClubRejection.HeirOwnsTooMany);
        (await Club.GetAsync(guest.Id)).Value.ShouldNotBeNull().Owner.ShouldBe(owner);
    }

    [Fact]
    public async Task PersonalData_OfAnOwner_IsExportedAndTheClubPassesOn()
    {
        await Club.FoundAsync(Command(ClubKind.Show));
        await Club.JoinAsync(guest, 0);
        var alone = OtherClub();
        await alone.FoundAsync(Command(ClubKind.Show, name: $"Alone {id}"));
        var data = cluster.Services.GetServices<IPersonalData>().OfType<ClubsData>().Single();

        var export = (await data.ExportAsync(owner.Id)).AsArray();
        await data.EraseAsync(owner.Id);
        await data.EraseAsync(owner.Id);

        export.Select(seat => (string?)seat!["role"]).ShouldBe(["Owner", "Owner"]);
        (await Club.GetAsync(guest.Id)).Value.ShouldNotBeNull().ShouldSatisfyAllConditions(
            club => club.Owner.ShouldBe(guest),
            club => club.MemberCount.ShouldBe(1));
        (await alone.GetAsync(guest.Id)).Value.ShouldNotBeNull().ShouldSatisfyAllConditions(
            club => club.ClosedAt.ShouldNotBeNull(),
            club => club.Owner.Handle.ShouldBeEmpty());
    }

    [Fact]
    public async Task Leave_APrivateClub_IsAcknowledgedAndThenItIsGone()
    {
        await Club.FoundAsync(Command(ClubKind.Private));
        await Club.InviteAsync(owner.Id, guest.Id);
        await Club.JoinAsync(guest, 0);

        var left = (await Club.LeaveAsync(guest.Id)).Value.ShouldNotBeNull();

        left.Role.ShouldBe(ClubRole.None);
        (await Club.GetAsync(guest.Id)).Rejection.ShouldBe(ClubRejection.NotFound);
    }

    [Fact]
    public async Task List_Members_ComesByPagesInTheOrderOfComing()
    {
        await Club.FoundAsync(Command(ClubKind.Show));
        var people = Enumerable.Range(0, 7).Select(index => Somebody($"p{index}")).ToArray();
        foreach (var person in people)
        {
            await Club.JoinAsync(person, 0);
        }

        var listed = new List<ClubEntry>();
        var pages = 0;
        for (string? token = null; pages == 0 || token is not null; pages++)
        {
            var page = (await Club.ListAsync(guest.Id, ClubListing.Members, 3, token)).Value.ShouldNotBeNull();
            listed.AddRange(page.Entries);
            token = page.NextPageToken;
        }

        pages.ShouldBe(3);
        listed.Select(entry => entry.User).ShouldBe([owner.Id, .. people.Select(person => person.Id)], ignoreOrder: true);
        listed.Select(entry => entry.Since).ShouldBeInOrder();
        listed.Single(entry => entry.User == owner.Id).Person.ShouldBe(owner);
    }

    [Fact]
    public async Task List_Applications_ShowsTheAnswersToLeadersOnly()
    {
        await Club.FoundAsync(Command(ClubKind.Community, Settings with { Question = "Why?" }));
        await Club.ApplyAsync(guest, "Owls.", 0);

        var entry = (await Club.ListAsync(owner.Id, ClubListing.Applications, 10, null)).Value!.Entries.ShouldHaveSingleItem();

        entry.Person.ShouldBe(guest);
        entry.Answer.ShouldBe("Owls.");
        (await Club.ListAsync(guest.Id, ClubListing.Applications, 10, null)).Rejection.ShouldBe(ClubRejection.NotAllowed);
    }

    [Fact]
    public async Task List_PublicClubs_ComesByPagesNewestFirstWithoutClosedOnes()
    {
        await Club.FoundAsync(Command(ClubKind.Show));
        var closed = OtherClub();
        await closed.FoundAsync(Command(ClubKind.Community, name: $"Closed {id}"));
        await closed.CloseAsync(owner.Id);
        await OtherClub().FoundAsync(Command(ClubKind.Community, name: $"Second {id}"));

        var listed = await AllAsync(ClubScope.Public, guest);

        listed.ShouldContain(club => club.ClubId == id);
        listed.ShouldNotContain(club => club.Name == $"Closed {id}");
        listed.Select(club => club.CreatedAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task StandingOf_AMember_SaysWhatOthersNeed()
    {
        await Club.FoundAsync(Command(ClubKind.Private, Settings with { RoomOpeners = ClubRoomOpeners.Members }));
        await Club.InviteAsync(owner.Id, guest.Id);
        await Club.JoinAsync(guest, 0);

        (await Club.StandingOfAsync(guest.Id)).ShouldBe(
            new ClubStanding(Name, IsPrivate: true, ClubRole.Member, MayOpenRooms: true, IsClosed: false));
        (await Club.StandingOfAsync(Somebody("x").Id)).ShouldBe(
            new ClubStanding(Name, IsPrivate: true, ClubRole.None, MayOpenRooms: false, IsClosed: false));
    }

    [Fact]
    public async Task AnyCommand_AnotherActivationWrote_IsRefusedAndTheNextCallSeesIt()
    {
        await Club.FoundAsync(Command(ClubKind.Show));
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                "UPDATE clubs SET version = 2, description = 'elsewhere' WHERE club_id = @Id", new { Id = id });
        }

        await Should.ThrowAsync<Exception>(() => Club.JoinAsync(guest, 0));

        var view = (await Club.GetAsync(guest.Id)).Value.ShouldNotBeNull();
        view.Settings.Description.ShouldBe("elsewhere");
        view.Role.ShouldBe(ClubRole.None);
        (await Club.JoinAsync(guest, 0)).IsAccepted.ShouldBeTrue();
    }

    private string Name => $"Night Owls {id[..20]}";

    [Fact]
    public async Task List_OneClubHasUnreadableTopics_IsShownWithoutThem()
    {
        await Club.FoundAsync(Command(ClubKind.Show, Settings with { Topics = ["owls"] }));
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            (await connection.ExecuteAsync("UPDATE clubs SET topics = '[null' WHERE club_id = @Id", new { Id = id })).ShouldBe(1);
        }

        (await AllAsync(ClubScope.Mine, owner)).ShouldHaveSingleItem().Settings.Topics.ShouldBeEmpty();
    }

    private static ClubSettings Settings => new("About owls", string.Empty, string.Empty, [], "en", ClubRoomOpeners.Leaders);

    private static Person Somebody(string handle) => new(new UserId(Identifiers.NewId()), handle, handle);

    private FoundClub Command(ClubKind kind, ClubSettings? settings = null, string? name = null) =>
        new(owner, kind, name ?? Name, settings ?? Settings);

    private IClubGrain OtherClub() => cluster.Grains.GetGrain<IClubGrain>(Identifiers.NewId());

    private async Task<List<ClubView>> AllAsync(ClubScope scope, Person viewer)
    {
        var clubs = new List<ClubView>();
        string? token = null;
        do
        {
            var page = await Directory.ListAsync(scope, viewer.Id, 2, token);
            clubs.AddRange(page.Clubs);
            token = page.NextPageToken;
        }
        while (token is not null);

        return clubs;
    }
}
