using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Gateway.Services.Clubs;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Services.Clubs;

/// <summary>How the gateway handles requests about clubs, and their answers.</summary>
public sealed class ClubsServiceTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private readonly string id = Identifiers.NewId();
    private readonly string user = Identifiers.NewId();

    private Wire.V1.Clubs.ClubsClient Clubs => new(host.Channel);

    private FakeClub Club => host.Cluster.Club(id);

    public static TheoryData<ClubRejection> Rejections => new(Enum.GetValues<ClubRejection>());

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task AnyCommand_Refused_CarriesTheCode(ClubRejection rejection)
    {
        Club.Answer = rejection;
        var ada = await host.SignInAsync("clubs_ada");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Clubs.JoinClubAsync(new Wire.V1.JoinClubRequest { ClubId = id }, ada));

        refused.Trailers.GetValue("refusal-code").ShouldBe(ClubErrors.Of(rejection, new ClubLimits()).Code);
    }

    [Fact]
    public async Task EveryCommand_ReachesTheClubWithWhatItNeeds()
    {
        Club.Answer = View();
        var ada = await host.SignInAsync("clubs_all");

        await Clubs.GetClubAsync(new Wire.V1.GetClubRequest { ClubId = id }, ada);
        await Clubs.EditClubAsync(
            new Wire.V1.EditClubRequest { ClubId = id, Settings = new Wire.V1.ClubSettings { Description = "d" } }, ada);
        await Clubs.FollowClubAsync(new Wire.V1.FollowClubRequest { ClubId = id }, ada);
        await Clubs.JoinClubAsync(new Wire.V1.JoinClubRequest { ClubId = id, AcceptedRulesEdition = uint.MaxValue }, ada);
        await Clubs.ApplyToClubAsync(new Wire.V1.ApplyToClubRequest { ClubId = id, Answer = "a", AcceptedRulesEdition = 2 }, ada);
        await Clubs.LeaveClubAsync(new Wire.V1.LeaveClubRequest { ClubId = id }, ada);
        await Clubs.ApproveApplicationAsync(new Wire.V1.ApproveApplicationRequest { ClubId = id, UserId = user }, ada);
        await Clubs.RejectApplicationAsync(new Wire.V1.RejectApplicationRequest { ClubId = id, UserId = user }, ada);
        await Clubs.InviteToClubAsync(new Wire.V1.InviteToClubRequest { ClubId = id, UserId = user }, ada);
        await Clubs.AppointInClubAsync(
            new Wire.V1.AppointInClubRequest { ClubId = id, UserId = user, Role = Wire.V1.ClubRole.Leader }, ada);
        await Clubs.RemoveFromClubAsync(new Wire.V1.RemoveFromClubRequest { ClubId = id, UserId = user }, ada);
        await Clubs.BanFromClubAsync(new Wire.V1.BanFromClubRequest { ClubId = id, UserId = user }, ada);
        await Clubs.PardonInClubAsync(new Wire.V1.PardonInClubRequest { ClubId = id, UserId = user }, ada);
        await Clubs.HandOverClubAsync(new Wire.V1.HandOverClubRequest { ClubId = id, HeirUserId = user }, ada);
        await Clubs.CloseClubAsync(new Wire.V1.CloseClubRequest { ClubId = id }, ada);

        Club.Calls.ShouldBe(
        [
            "get", "edit d", "follow clubs_all", $"join clubs_all {int.MaxValue}", "apply clubs_all a 2", "leave",
            $"approve {user}",
            $"reject {user}", $"invite {user}", $"appoint {user} Leader", $"remove {user}", $"ban {user}", $"pardon {user}",
            $"hand over {user}", "close",
        ]);
    }

    [Fact]
    public async Task GetClub_Accepted_ShowsAllOfIt()
    {
        Club.Answer = View();

        var club = await Clubs.GetClubAsync(new Wire.V1.GetClubRequest { ClubId = id }, await host.SignInAsync("clubs_get"));

        club.ShouldBe(new Wire.V1.Club
        {
            ClubId = id,
            Kind = Wire.V1.ClubKind.Community,
            Name = "Owls",
            Settings = new Wire.V1.ClubSettings
            {
                Description = "d", Rules = "r", Question = "q", Topics = { "t" }, Language = "en",
                RoomOpeners = Wire.V1.ClubRoomOpeners.Members,
            },
            RulesEdition = 3,
            Owner = new Wire.V1.Person { UserId = People.Ada.Id.Value, Handle = "ada", DisplayName = "Ada" },
            MemberCount = 4,
            FollowerCount = 5,
            CreatedAtUnixMs = 6,
            ClosedAtUnixMs = 7,
            YourRole = Wire.V1.ClubRole.Leader,
            YourPending = Wire.V1.ClubPending.None,
            YouMayOpenRooms = true,
        });
    }

    [Theory]
    [InlineData(Wire.V1.ClubKind.Show, ClubRoomOpeners.Leaders)]
    [InlineData(Wire.V1.ClubKind.Community, ClubRoomOpeners.Members)]
    [InlineData(Wire.V1.ClubKind.Private, ClubRoomOpeners.Members)]
    public async Task FoundClub_WithoutSayingWhoOpensRooms_FollowsTheKind(Wire.V1.ClubKind kind, ClubRoomOpeners openers)
    {
        var ada = await host.SignInAsync("clubs_found");
        var request = new Wire.V1.FoundClubRequest { Kind = kind, Name = "Owls", IdempotencyKey = $"{kind} {id}" };
        await Should.ThrowAsync<RpcException>(async () => await Clubs.FoundClubAsync(request, ada));
        await Should.ThrowAsync<RpcException>(async () => await Clubs.FoundClubAsync(request, ada));

        // The same key leads to the same club.
        host.Cluster.Clubs.Where(club => club.Calls.Count == 2).SelectMany(club => club.Calls).Distinct()
            .ShouldContain($"found clubs_found {ClubViewsKind(kind)} Owls {openers}");

        static ClubKind ClubViewsKind(Wire.V1.ClubKind kind) => (ClubKind)(int)kind;
    }

    [Fact]
    public async Task FoundClub_KindLeftOut_IsRefused()
    {
        var refused = await Should.ThrowAsync<RpcException>(
            async () =>
                await Clubs.FoundClubAsync(new Wire.V1.FoundClubRequest { Name = "Owls" }, await host.SignInAsync("clubs_kind")));

        refused.Trailers.GetValue("refusal-code").ShouldBe("value_unknown");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an id")]
    public async Task AnyCommand_IdThatCannotBe_IsRefusedWithoutAskingAnybody(string impossible)
    {
        var ada = await host.SignInAsync("clubs_ids");

        var club = await Should.ThrowAsync<RpcException>(
            async () => await Clubs.GetClubAsync(new Wire.V1.GetClubRequest { ClubId = impossible }, ada));
        var person = await Should.ThrowAsync<RpcException>(
            async () => await Clubs.BanFromClubAsync(new Wire.V1.BanFromClubRequest { ClubId = id, UserId = impossible }, ada));

        club.Trailers.GetValue("refusal-code").ShouldBe("club_not_found");
        person.Trailers.GetValue("refusal-code").ShouldBe("club_not_member");
        Club.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListClubPeople_Accepted_ShowsThePage()
    {
        Club.Page = new ClubEntryPage(
            [new ClubEntry(People.Ada.Id, null, ClubRole.None, "because", DateTimeOffset.FromUnixTimeMilliseconds(9))], "next");

        var page = await Clubs.ListClubPeopleAsync(
            new Wire.V1.ListClubPeopleRequest
            {
                ClubId = id,
                Listing = Wire.V1.ClubListing.Applications,
                PageSize = 7,
                PageToken = "t",
            },
            await host.SignInAsync("clubs_list"));

        Club.Calls.ShouldBe(["list Applications 7 t"]);
        page.NextPageToken.ShouldBe("next");
        page.Entries.ShouldHaveSingleItem().ShouldBe(new Wire.V1.ClubEntry
        {
            UserId = People.Ada.Id.Value, Role = Wire.V1.ClubRole.None, Answer = "because", SinceUnixMs = 9,
        });
    }

    [Fact]
    public async Task ListClubs_ScopeAndSizeLeftOut_AsksForAPageOfPublicOnes()
    {
        host.Cluster.ClubDirectory.Page = new ClubPage([View()], "next");

        var page = await Clubs.ListClubsAsync(new Wire.V1.ListClubsRequest(), await host.SignInAsync("clubs_scope"));

        host.Cluster.ClubDirectory.Calls.ShouldContain("Public 50 ");
        page.Clubs.ShouldHaveSingleItem().Name.ShouldBe("Owls");
        page.NextPageToken.ShouldBe("next");
    }

    [Fact]
    public async Task ListClubs_PageTooLarge_IsRefused()
    {
        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Clubs.ListClubsAsync(
                new Wire.V1.ListClubsRequest { PageSize = 101 }, await host.SignInAsync("clubs_page")));

        refused.Trailers.GetValue("refusal-code").ShouldBe("page_size_invalid");
    }

    private ClubView View() => new(
        id,
        ClubKind.Community,
        "Owls",
        new ClubSettings("d", "r", "q", ["t"], "en", ClubRoomOpeners.Members),
        RulesEdition: 3,
        People.Ada,
        MemberCount: 4,
        FollowerCount: 5,
        DateTimeOffset.FromUnixTimeMilliseconds(6),
        DateTimeOffset.FromUnixTimeMilliseconds(7),
        ClubRole.Leader,
        ClubPending.None,
        MayOpenRooms: true);
}
