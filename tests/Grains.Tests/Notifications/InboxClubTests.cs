using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Notifications;

public sealed class InboxClubOnSqliteTests(
    SqliteTestDatabase database) : InboxClubTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class InboxClubOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : InboxClubTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Recipients and texts of notifications about clubs.</summary>
public abstract class InboxClubTests(TestDatabase database) : InboxHarness(database)
{
    [Fact]
    public async Task Invite_Somebody_TellsThem()
    {
        var club = await FoundAsync(ClubKind.Private, "Night Owls");
        var told = await WatchAsync(Ben);

        await Club(club).InviteAsync(Ada.Id, Ben.Id);

        var item = (await told.NextAsync()).Entries.ShouldHaveSingleItem().Newest[0];
        (item.Kind, item.Actor, item.Subject, item.Text).ShouldBe(
            (NotificationKind.ClubInvited, Ada, $"club/{club}", $"Night Owls {club[..20]}"));
    }

    [Fact]
    public async Task Apply_ThenApprove_TellsWhoRunsTheClubAndThenTheApplicant()
    {
        var club = await FoundAsync(ClubKind.Community, "Owls");
        var (toldAda, toldBen) = (await WatchAsync(Ada), await WatchAsync(Ben));

        await Club(club).ApplyAsync(Ben, string.Empty, 0);
        var applied = (await toldAda.NextAsync()).Entries.ShouldHaveSingleItem();
        await Club(club).ApproveAsync(Ada.Id, Ben.Id);
        var approved = (await toldBen.NextAsync()).Entries.ShouldHaveSingleItem();
        var joined = (await toldAda.NextAsync()).Entries.ShouldHaveSingleItem();

        (applied.Kind, applied.Newest[0].Actor).ShouldBe((NotificationKind.ClubApplied, Ben));
        (approved.Kind, approved.Newest[0].Actor).ShouldBe((NotificationKind.ClubMemberJoined, Ada));
        (joined.Kind, joined.Newest[0].Actor).ShouldBe((NotificationKind.ClubMemberJoined, Ben));
    }

    [Fact]
    public async Task ClubRoomStarted_PublicClub_TellsMembersAndFollowersOnce()
    {
        var club = await FoundAsync(ClubKind.Show, "Owls");
        await Club(club).JoinAsync(Ben, 0);
        await FollowAsync(Ben, Ada);
        await Club(club).FollowAsync(Eve);
        var stranger = await SomebodyAsync("stranger");

        var room = await OpenClubRoomAsync(club);
        await Task.WhenAll(SettleAsync(Ben, room), SettleAsync(Eve, room), SettleAsync(stranger, room));

        (await KindsAsync(Ben)).ShouldBe([NotificationKind.ClubRoomStarted]);
        (await KindsAsync(Eve)).ShouldBe([NotificationKind.ClubRoomStarted]);
        (await KindsAsync(stranger)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClubRoomStarted_ForMembersOnly_TellsNobodyElse()
    {
        var club = await FoundAsync(ClubKind.Show, "Owls");
        await Club(club).JoinAsync(Ben, 0);
        await Club(club).FollowAsync(Eve);
        await FollowAsync(Eve, Ada);

        var room = await OpenClubRoomAsync(club, membersOnly: true);
        await Task.WhenAll(SettleAsync(Ben, room), SettleAsync(Eve, room));

        (await KindsAsync(Ben)).ShouldBe([NotificationKind.ClubRoomStarted]);
        (await KindsAsync(Eve)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClubRoomStarted_PrivateClub_TellsMembersWhoFollowTheStarter()
    {
        var club = await FoundAsync(ClubKind.Private, "Owls");
        foreach (var person in new[] { Ben, Eve })
        {
            await Club(club).InviteAsync(Ada.Id, person.Id);
            await Club(club).JoinAsync(person, 0);
        }

        await FollowAsync(Ben, Ada);
        await Inbox(Ben).MarkAllReadAsync(long.MaxValue);

        var room = await OpenClubRoomAsync(club);
        await Task.WhenAll(SettleAsync(Ben, room), SettleAsync(Eve, room));

        (await KindsAsync(Ben)).ShouldContain(NotificationKind.ClubRoomStarted);
        (await KindsAsync(Eve)).ShouldNotContain(NotificationKind.ClubRoomStarted);
    }

    private async Task<IEnumerable<NotificationKind>> KindsAsync(Person person) =>
        (await EntriesAsync(person)).Select(entry => entry.Kind).Distinct();

    private async Task<string> FoundAsync(ClubKind kind, string name)
    {
        var club = Identifiers.NewId();
        (await Club(club).FoundAsync(new FoundClub(
            Ada, kind, $"{name} {club[..20]}", new ClubSettings(
                "About owls", "", "", [], "en", ClubRoomOpeners.Leaders)))).Rejection.ShouldBeNull();
        return club;
    }

    /// <summary>Opens a room of a club.</summary>
    /// <returns>The subject of its announcement.</returns>
    private async Task<string> OpenClubRoomAsync(string club, bool membersOnly = false)
    {
        var room = new RoomId(Identifiers.NewId());
        (await Room(room).CreateAsync(new CreateRoom(Ada, "Coffee", [], "en", StagePolicy.Owner, 3)
        {
            ClubId = club, MembersOnly = membersOnly,
        })).Rejection.ShouldBeNull();
        return $"room/{room}";
    }
}
