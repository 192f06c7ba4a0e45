using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Links into a room over the wire, and who may know of them.</summary>
public sealed class RoomLinksTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task MakeRoomLink_RepeatedWithItsKey_GivesTheSameLinkAndKeepsOnlyTheHash()
    {
        var (headers, room) = await RoomAsync("linka");
        var request = new MakeRoomLinkRequest { RoomId = room, Kind = Wire.V1.RoomLinkKind.Speaker, IdempotencyKey = "key" };

        var first = await host.Rooms.MakeRoomLinkAsync(request, headers);
        var second = await host.Rooms.MakeRoomLinkAsync(request, headers);
        var other = await host.Rooms.MakeRoomLinkAsync(new MakeRoomLinkRequest(request) { IdempotencyKey = "other" }, headers);

        second.ShouldBe(first);
        other.Token.ShouldNotBe(first.Token);
        first.ExpiresAtUnixMs.ShouldBe(24 * 60 * 60 * 1000);
        var made = host.Cluster.Room(room).Asked.Select(asked => asked.Command).OfType<MakeLink>().First();
        made.Key.ShouldBe(InvitationSecret.KeyOf(first.Token));
        var listed = await host.Rooms.ListRoomLinksAsync(new ListRoomLinksRequest { RoomId = room }, headers);
        listed.Links.Select(link => (link.LinkId, link.Token)).ShouldBe([(first.LinkId, ""), (other.LinkId, "")]);
    }

    [Fact]
    public async Task RevokeRoomLink_AsksTheRoomInTheCallersName()
    {
        var (headers, room) = await RoomAsync("linkb");

        await host.Rooms.RevokeRoomLinkAsync(new RevokeRoomLinkRequest { RoomId = room, LinkId = "link" }, headers);

        var (actor, command) = host.Cluster.Room(room).Asked.ShouldHaveSingleItem();
        (actor.Handle, command).ShouldBe(("linkb", new RevokeLink("link")));
    }

    [Fact]
    public async Task ListRoomLinks_ByAListener_IsRefused()
    {
        var (_, room) = await RoomAsync("linkc");
        var (listener, _) = await SignUpAsync("linkd");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Rooms.ListRoomLinksAsync(new ListRoomLinksRequest { RoomId = room }, listener));

        refused.Trailers.GetValue("refusal-code").ShouldBe("not_host");
    }

    [Fact]
    public async Task AnyLinkCall_ToWhomTheRoomIsNotThere_IsNotFound()
    {
        var (_, room) = await RoomAsync("linke");
        var (outsider, user) = await SignUpAsync("linkf");
        host.Cluster.Room(room).Outsiders.Add(user);
        Func<Task>[] calls =
        [
            async () => await host.Rooms.MakeRoomLinkAsync(
                new MakeRoomLinkRequest { RoomId = room, Kind = Wire.V1.RoomLinkKind.Listener }, outsider),
            async () => await host.Rooms.ListRoomLinksAsync(new ListRoomLinksRequest { RoomId = room }, outsider),
            async () =>
                await host.Rooms.RevokeRoomLinkAsync(new RevokeRoomLinkRequest { RoomId = room, LinkId = "link" }, outsider),
            async () => await host.Rooms.GetRoomAsync(new GetRoomRequest { RoomId = room }, outsider),
        ];

        foreach (var call in calls)
        {
            (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code").ShouldBe("room_not_found");
        }

        (await host.Rooms.GetRoomAsync(new GetRoomRequest { RoomId = room })).Title.ShouldBe("Coffee");
    }

    [Fact]
    public async Task MakeRoomLink_OfNoKind_IsRefused()
    {
        var (headers, room) = await RoomAsync("linkg");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Rooms.MakeRoomLinkAsync(new MakeRoomLinkRequest { RoomId = room }, headers));

        refused.Trailers.GetValue("refusal-code").ShouldBe("value_unknown");
    }

    [Fact]
    public async Task Join_WithALink_ShowsItsHashToTheRoom()
    {
        var (headers, room) = await RoomAsync("linkh");
        using var call = host.Sessions.Connect(headers);

        await call.RequestStream.WriteAsync(new ClientMessage { Join = new Join { RoomId = room, LinkToken = "0123-4567" } });
        await call.ResponseStream.MoveNext(CancellationToken.None);

        host.Cluster.Room(room).LinksUsed.ShouldBe([InvitationSecret.KeyOf("01234567")]);
    }

    [Fact]
    public async Task ListAudience_OverTwoGateways_ComesWholeAndOnceByPage()
    {
        var (headers, room) = await RoomAsync("audia");
        var people = Enumerable.Range(0, 5)
            .Select(number => new Contracts.Users.Person(new UserId($"u{number}"), $"u{number}", "U"))
            .ToList();
        foreach (var (gateway, audience) in new[] { ("a", people[..3]), ("b", people[3..]) })
        {
            host.Cluster.Room(room).Gateways.Add(gateway);
            host.Cluster.Listener(new RoomId(room), gateway).Audience.AddRange(audience);
        }

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await host.Rooms.ListAudienceAsync(
                new ListAudienceRequest { RoomId = room, PageSize = 2, PageToken = token }, headers);
            page.ListenerCount.ShouldBe(7u);
            listed.AddRange(page.People.Select(person => person.Handle));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        listed.ShouldBe(["u0", "u1", "u2", "u3", "u4"]);
    }

    [Fact]
    public async Task ListAudience_NamesAreNotShown_IsRefused()
    {
        var (headers, room) = await RoomAsync("audib");
        host.Cluster.Room(room).RosterRefusal = RoomRejection.RosterHidden;

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Rooms.ListAudienceAsync(new ListAudienceRequest { RoomId = room }, headers));

        refused.Trailers.GetValue("refusal-code").ShouldBe("roster_hidden");
    }

    private async Task<(Metadata Headers, string Room)> RoomAsync(string handle)
    {
        var (headers, _) = await SignUpAsync(handle);
        var card = await host.Rooms.CreateRoomAsync(new CreateRoomRequest { Title = "Coffee", Language = "en" }, headers);
        return (headers, card.RoomId);
    }

    private async Task<(Metadata Headers, UserId User)> SignUpAsync(string handle)
    {
        var signedIn = await host.Accounts.SignUpAsync(
            new SignUpRequest { Handle = handle, Password = "correct horse", DisplayName = handle });
        return (new Metadata { { "authorization", $"Bearer {signedIn.AccessToken}" } }, new UserId(signedIn.UserId));
    }
}
