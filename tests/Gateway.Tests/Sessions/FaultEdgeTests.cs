using System.Net;
using AudioRooms.Contracts;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// A failure behind the gateway ends with a code of the wire table, never with "Exception was thrown by handler".
/// </summary>
public sealed class FaultEdgeTests : IAsyncLifetime, IDisposable
{
    private readonly GatewayHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Call_StorageIsFull_IsRefusedByName()
    {
        var refused = await RefusedWithAsync(new StorageFullException(new IOException("No space left on device.")));

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refused.Trailers.GetValue("refusal-code").ShouldBe("storage_full");
        refused.Trailers.GetValue("retry-after-ms").ShouldBe("30000");
        host.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_SomethingThrows_IsRefusedAsInternalAndLogged()
    {
        var refused = await RefusedWithAsync(new InvalidDataException("What was stored is no room."));

        refused.StatusCode.ShouldBe(StatusCode.Internal);
        refused.Trailers.GetValue("refusal-code").ShouldBe("internal");
        host.Problems.ShouldHaveSingleItem().ShouldContain("What was stored is no room.");
    }

    [Fact]
    public async Task Get_Readyz_ClusterDoesNotAnswer_SaysWhatIsWrong()
    {
        host.Cluster.Fault = new TimeoutException("no silo");

        using var response = await host.Http.GetAsync(new Uri("/readyz", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldBe("not ok: The cluster does not find rooms.\n");
    }

    private async Task<RpcException> RefusedWithAsync(Exception fault)
    {
        var ada = await host.SignInAsync("ada");
        host.Cluster.Fault = fault;
        return await Should.ThrowAsync<RpcException>(async () => await host.Rooms.ListRoomsAsync(new ListRoomsRequest(), ada));
    }
}
