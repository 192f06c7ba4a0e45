using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Profiles and discovery as seen by a network client, with fake grains.</summary>
public sealed class PeopleEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private readonly string other = Identifiers.NewId();

    [Fact]
    public async Task GetProfile_WithoutAnId_IsTheCallersOwnAndSaysWhatIsMissing()
    {
        var (me, metadata) = await SignInAsync();

        var profile = await host.Profiles.GetProfileAsync(new GetProfileRequest(), metadata);

        profile.Person.UserId.ShouldBe(me);
        profile.Missing.ShouldBe(["bio", "photo", "language"]);
    }

    [Fact]
    public async Task GetProfile_OfSomebodyElse_ShowsTheRelationAndNotWhatIsMissing()
    {
        var (_, metadata) = await SignInAsync();
        host.Cluster.User(other).Relation = Relation.Follows | Relation.Mutes;

        var profile = await host.Profiles.GetProfileAsync(new GetProfileRequest { UserId = other }, metadata);

        profile.Relation.ShouldBe(new PersonRelation
        {
            UserId = other, Follows = true, Mutes = true, FollowLevel = FollowLevel.Sometimes,
        });
        profile.Missing.ShouldBeEmpty();
        profile.FollowersYouKnow.ShouldHaveSingleItem().Handle.ShouldBe("ada");
    }

    [Theory]
    [InlineData("me")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task GetProfile_WhatCannotBeAnId_IsNotFoundWithoutAskingAnybody(string id)
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Profiles.GetProfileAsync(new GetProfileRequest { UserId = id }, metadata));

        (refused.StatusCode, refused.Trailers.GetValue("refusal-code")).ShouldBe((StatusCode.NotFound, "person_not_found"));
    }

    [Fact]
    public async Task GetProfile_ByAHandle_IsThatOfTheAccount()
    {
        var (_, metadata) = await SignInAsync();
        var account = await host.Accounts.SignUpAsync(
            new SignUpRequest { Handle = "by_handle", DisplayName = "x", Password = "correct horse battery" });

        var profile = await host.Profiles.GetProfileAsync(new GetProfileRequest { Handle = "By_Handle" }, metadata);

        profile.Person.UserId.ShouldBe(account.UserId);
    }

    [Theory]
    [InlineData("nobody_has_this")]
    [InlineData("x")]
    [InlineData("a handle")]
    [InlineData("a_handle_that_is_too_long_to_be_one")]
    public async Task GetProfile_ByAHandleThatNobodyHas_IsNotFound(string handle)
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Profiles.GetProfileAsync(new GetProfileRequest { Handle = handle }, metadata));

        (refused.StatusCode, refused.Trailers.GetValue("refusal-code")).ShouldBe((StatusCode.NotFound, "person_not_found"));
    }

    [Fact]
    public async Task UpdateProfile_PartsLeftOut_StayAsTheyAre()
    {
        var (me, metadata) = await SignInAsync();

        await host.Profiles.UpdateProfileAsync(new UpdateProfileRequest { Bio = "", Interests = new TopicList() }, metadata);

        var change = host.Cluster.User(me).Change.ShouldNotBeNull();
        (change.Name, change.Bio, change.Language, change.Expertise.HasValue).ShouldBe((null, "", null, false));
        change.Interests.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task Relate_EveryCommand_IsTheCallersAboutTheOther()
    {
        var (me, metadata) = await SignInAsync();
        var request = new RelateRequest { UserId = other };
        var profiles = host.Profiles;
        (RelationCommand, Func<Task<PersonRelation>>)[] calls =
        [
            (RelationCommand.Follow, async () => await profiles.FollowAsync(request, metadata)),
            (RelationCommand.Unfollow, async () => await profiles.UnfollowAsync(request, metadata)),
            (RelationCommand.Block, async () => await profiles.BlockAsync(request, metadata)),
            (RelationCommand.Unblock, async () => await profiles.UnblockAsync(request, metadata)),
            (RelationCommand.Mute, async () => await profiles.MuteAsync(request, metadata)),
            (RelationCommand.Unmute, async () => await profiles.UnmuteAsync(request, metadata)),
            (RelationCommand.HearAlways, Level(FollowLevel.Always)),
            (RelationCommand.HearSometimes, Level(FollowLevel.Sometimes)),
            (RelationCommand.HearNever, Level(FollowLevel.Never)),
        ];

        foreach (var (command, call) in calls)
        {
            (await call()).UserId.ShouldBe(other);

            host.Cluster.User(me).Related.ShouldBe((command, new UserId(other)));
        }

        Func<Task<PersonRelation>> Level(FollowLevel level) => async () =>
            await profiles.SetFollowLevelAsync(new SetFollowLevelRequest { UserId = other, Level = level }, metadata);
    }

    [Fact]
    public async Task SetFollowLevel_NoLevel_IsRefused()
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Profiles.SetFollowLevelAsync(new SetFollowLevelRequest { UserId = other }, metadata));

        refused.Trailers.GetValue("refusal-code").ShouldBe("value_unknown");
    }

    [Fact]
    public async Task Follow_Refused_EndsWithItsCode()
    {
        var (me, metadata) = await SignInAsync();
        host.Cluster.User(me).Refusal = PeopleRejection.Blocked;

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Profiles.FollowAsync(new RelateRequest { UserId = other }, metadata));

        (refused.StatusCode, refused.Trailers.GetValue(
            "refusal-code")).ShouldBe((StatusCode.FailedPrecondition, "person_blocked"));
    }

    [Fact]
    public async Task List_EachList_IsAskedOfItsOwnerForTheCaller()
    {
        var (me, metadata) = await SignInAsync();
        var request = new ListPeopleRequest { UserId = other, PageToken = "t" };

        var page = await host.Profiles.ListFollowersAsync(request, metadata);
        host.Cluster.User(other).Listed.ShouldBe((PeopleList.Followers, new UserId(me), 50, "t"));
        await host.Profiles.ListFollowingAsync(request, metadata);
        host.Cluster.User(other).Listed!.Value.List.ShouldBe(PeopleList.Following);
        await host.Profiles.ListBlockedAsync(new ListPeopleRequest { PageSize = 100 }, metadata);
        host.Cluster.User(me).Listed.ShouldBe((PeopleList.Blocked, new UserId(me), 100, null));
        await host.Profiles.ListMutedAsync(new ListPeopleRequest(), metadata);
        host.Cluster.User(me).Listed!.Value.List.ShouldBe(PeopleList.Muted);

        page.NextPageToken.ShouldBe("more");
        page.People.ShouldHaveSingleItem().Verified.ShouldBeTrue();
    }

    [Fact]
    public async Task List_PageOf101_IsRefused()
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Profiles.ListFollowersAsync(new ListPeopleRequest { PageSize = 101 }, metadata));

        refused.Trailers.GetValue("refusal-code").ShouldBe("page_size_invalid");
    }

    [Fact]
    public async Task SetVerified_AUsersToken_IsNotEnough()
    {
        var (_, metadata) = await SignInAsync();
        var request = new SetVerifiedRequest { UserId = other, Verified = true };

        var refused = await Should.ThrowAsync<RpcException>(async () => await host.Profiles.SetVerifiedAsync(request, metadata));
        var granted = await host.Profiles.SetVerifiedAsync(request, new Metadata { { "operator-key", GatewayHost.OperatorKey } });

        refused.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        granted.Verified.ShouldBeTrue();
    }

    [Fact]
    public async Task ListTopics_ASignedInUser_GetsTheWholeTree()
    {
        var (_, metadata) = await SignInAsync();

        var response = await host.Discovery.ListTopicsAsync(new ListTopicsRequest(), metadata);

        response.Topics.Count.ShouldBe(TopicTree.All.Length);
        response.Topics.ShouldContain(
            new TopicEntry { Id = "news_economy", ParentId = "news", NameEn = "Economy", NameFr = "Économie" });
    }

    [Fact]
    public async Task Search_APerson_CarriesTheQuestionAndShowsTheRelation()
    {
        var (_, metadata) = await SignInAsync();

        var response = await host.Discovery.SearchAsync(
            new SearchRequest { Kind = Wire.V1.SearchKind.Person, Words = "ada", Topic = "science", Language = "en" }, metadata);

        host.Cluster.Discovery.Asked.ShouldBe(new SearchQuestion(Contracts.Discovery.SearchKind.Person, "ada", "science", "en"));
        var result = response.Results.ShouldHaveSingleItem();
        result.Owner.Relation.Follows.ShouldBeTrue();
        result.Room.ShouldBeNull();
        response.NextPageToken.ShouldBe("more");
    }

    [Theory]
    [InlineData(Wire.V1.SearchKind.Unspecified, 0, "value_unknown")]
    [InlineData((Wire.V1.SearchKind)9, 0, "value_unknown")]
    [InlineData(Wire.V1.SearchKind.Room, 101, "page_size_invalid")]
    public async Task Search_BadRequest_IsRefusedWithItsCode(Wire.V1.SearchKind kind, uint pageSize, string code)
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(async () => await host.Discovery.SearchAsync(
            new SearchRequest { Kind = kind, Words = "ada", PageSize = pageSize }, metadata));

        refused.Trailers.GetValue("refusal-code").ShouldBe(code);
    }

    [Fact]
    public async Task Search_QuestionRefused_EndsWithItsCode()
    {
        var (_, metadata) = await SignInAsync();
        host.Cluster.Discovery.Refusal = DiscoveryRejection.QuestionInvalid;

        var refused = await Should.ThrowAsync<RpcException>(async () => await host.Discovery.SearchAsync(
            new SearchRequest { Kind = Wire.V1.SearchKind.Person }, metadata));

        host.Cluster.Discovery.Refusal = null;
        refused.Trailers.GetValue("refusal-code").ShouldBe("question_invalid");
    }

    [Fact]
    public async Task Hallway_NothingSaid_AsksForAllAndSaysWhy()
    {
        var (_, metadata) = await SignInAsync();

        var response = await host.Discovery.HallwayAsync(new HallwayRequest(), metadata);

        host.Cluster.Discovery.HallwayAsked.ShouldBe((Contracts.Discovery.HallwayReason.Other, "", 50));
        var entry = response.Rooms.ShouldHaveSingleItem();
        (entry.Reason, entry.Room.Title, entry.Known.ShouldHaveSingleItem().Handle)
            .ShouldBe((Wire.V1.HallwayReason.Followed, "Coffee", "ada"));
    }

    [Theory]
    [InlineData((Wire.V1.HallwayReason)9, 0, "value_unknown")]
    [InlineData(Wire.V1.HallwayReason.Interest, 101, "page_size_invalid")]
    public async Task Hallway_BadRequest_IsRefusedWithItsCode(Wire.V1.HallwayReason weakest, uint pageSize, string code)
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(async () => await host.Discovery.HallwayAsync(
            new HallwayRequest { Weakest = weakest, PageSize = pageSize }, metadata));

        refused.Trailers.GetValue("refusal-code").ShouldBe(code);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(50, 50)]
    public async Task SuggestPeople_Count_HasADefault(uint count, uint asked)
    {
        var (_, metadata) = await SignInAsync();

        var response = await host.Discovery.SuggestPeopleAsync(new SuggestPeopleRequest { Count = count }, metadata);

        response.People.ShouldHaveSingleItem().MutualCount.ShouldBe(asked); // the fake returns the question there
    }

    [Fact]
    public async Task SuggestPeople_51_IsRefused()
    {
        var (_, metadata) = await SignInAsync();

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Discovery.SuggestPeopleAsync(new SuggestPeopleRequest { Count = 51 }, metadata));

        refused.Trailers.GetValue("refusal-code").ShouldBe("page_size_invalid");
    }

    [Fact]
    public async Task RebuildIndex_Operator_HearsHowMany() =>
        (await host.Discovery.RebuildIndexAsync(
            new RebuildIndexRequest(), new Metadata { { "operator-key", GatewayHost.OperatorKey } }))
            .Documents.ShouldBe(7u);

    private async Task<(string UserId, Metadata Metadata)> SignInAsync()
    {
        var metadata = await host.SignInAsync($"p{Identifiers.NewId()[..10]}");
        return ((await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), metadata)).UserId, metadata);
    }
}
