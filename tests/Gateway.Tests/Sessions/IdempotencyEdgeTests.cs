using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// An idempotency key stands for one request. With other content it is refused; otherwise the caller would get the first
/// request's result.
/// </summary>
public sealed class IdempotencyEdgeTests : IAsyncLifetime, IDisposable
{
    private readonly GatewayHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task CreateRoom_KeyOfAnotherRequest_IsRefusedByNameAndTheFirstIsRepeatedAsBefore()
    {
        var ada = await host.SignInAsync("ada");
        var request = new CreateRoomRequest { Title = "Coffee", Language = "en", IdempotencyKey = "k" };
        var first = await host.Rooms.CreateRoomAsync(request, ada);

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Rooms.CreateRoomAsync(new CreateRoomRequest(request) { Title = "Tea" }, ada));
        var repeated = await host.Rooms.CreateRoomAsync(request, ada);

        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        refused.Trailers.GetValue("refusal-code").ShouldBe("idempotency_key_reused");
        repeated.RoomId.ShouldBe(first.RoomId);
        host.Cluster.Rooms.Count().ShouldBe(1);
    }

    [Fact]
    public async Task CreateInvitation_KeyOfAnotherKind_IsRefused()
    {
        var ada = await host.SignInAsync("ada");
        await host.Invitations.CreateInvitationAsync(
            new CreateInvitationRequest { Kind = InvitationKind.Link, IdempotencyKey = "k" }, ada);

        var refused = await Should.ThrowAsync<RpcException>(async () => await host.Invitations.CreateInvitationAsync(
            new CreateInvitationRequest { Kind = InvitationKind.Code, IdempotencyKey = "k" }, ada));

        refused.Trailers.GetValue("refusal-code").ShouldBe("idempotency_key_reused");
    }

    [Fact]
    public async Task CreateRoom_RefusedAndCorrected_MayKeepItsKey()
    {
        var ada = await host.SignInAsync("ada");
        var request =
            new CreateRoomRequest { Title = "Coffee", Language = "en", StagePolicy = (StagePolicy)99, IdempotencyKey = "k" };
        (await Should.ThrowAsync<RpcException>(async () => await host.Rooms.CreateRoomAsync(request, ada)))
            .Trailers.GetValue("refusal-code").ShouldBe("stage_policy_invalid");

        (await host.Rooms.CreateRoomAsync(new CreateRoomRequest(request) { StagePolicy = StagePolicy.Open }, ada)).Title.ShouldBe(
            "Coffee");
    }
}
