using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;
using HallwayEntry = AudioRooms.Contracts.Discovery.HallwayEntry;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>The hallway as a device watches it. Each test has its own host, because watches are counted.</summary>
public sealed class WatchHallwayTests : IAsyncLifetime, IDisposable
{
    private readonly GatewayHost host = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose()
    {
        host.Dispose();
        patience.Dispose();
    }

    [Fact]
    public async Task WatchHallway_ARoomAppears_IsToldAfterThePicture()
    {
        using var call = Watch(await host.SignInAsync("ada"));
        (await NextAsync(call)).IsPicture.ShouldBeTrue();

        host.Cluster.HallwayWatch.Appear(Entry("room1"));

        var news = await NextAsync(call);
        news.IsPicture.ShouldBeFalse();
        var entry = news.Rooms.ShouldHaveSingleItem();
        (entry.Room.RoomId, entry.Reason).ShouldBe(("room1", HallwayReason.Followed));
        entry.Known.ShouldHaveSingleItem().Handle.ShouldBe("ada");
    }

    [Fact]
    public async Task WatchHallway_TheWatchingGrainIsLost_BeginsAgainWithAPicture()
    {
        using var call = Watch(await host.SignInAsync("ada"));
        (await NextAsync(call)).IsPicture.ShouldBeTrue();

        host.Cluster.HallwayWatch.Die();

        (await NextAsync(call)).IsPicture.ShouldBeTrue();
    }

    [Fact]
    public async Task WatchHallway_TheClusterFailsForAWhile_GoesOnAfterwards()
    {
        using var call = Watch(await host.SignInAsync("ada"));
        await NextAsync(call);
        host.Cluster.HallwayWatch.Fault = new TimeoutException();
        using var second = Watch(await host.SignInAsync("ben"));
        await host.Cluster.HallwayWatch.FailedAsync(patience.Token);

        host.Cluster.HallwayWatch.Fault = null;

        (await NextAsync(second)).IsPicture.ShouldBeTrue();
    }

    [Fact]
    public async Task WatchHallway_TheSessionIsRevoked_EndsLikeABadToken()
    {
        var headers = await host.SignInAsync("ada");
        using var call = Watch(headers);
        await NextAsync(call);

        await host.Accounts.SignOutAsync(new SignOutRequest(), headers);

        (await Should.ThrowAsync<RpcException>(async () => await NextAsync(call))).Trailers
            .GetValue("refusal-code")
            .ShouldBe("token_invalid");
    }

    [Fact]
    public async Task WatchHallway_MoreThanOnePersonMay_IsRefusedUntilOneEnds()
    {
        var headers = await host.SignInAsync("ada");
        var calls = Enumerable.Range(0, 4).Select(_ => Watch(headers)).ToList();
        foreach (var call in calls)
        {
            await NextAsync(call);
        }

        using var refused = Watch(headers);

        (await Should.ThrowAsync<RpcException>(async () => await NextAsync(refused))).Trailers
            .GetValue("refusal-code")
            .ShouldBe("too_many_watches");
        calls.ForEach(call => call.Dispose());
    }

    [Fact]
    public async Task WatchHallway_AReasonThatDoesNotExist_IsRefused()
    {
        using var call = host.Discovery.WatchHallway(
            new WatchHallwayRequest { Weakest = (HallwayReason)99 }, await host.SignInAsync("ada"));

        (await Should.ThrowAsync<RpcException>(async () => await NextAsync(call))).Trailers
            .GetValue("refusal-code")
            .ShouldBe("value_unknown");
    }

    private static HallwayEntry Entry(string id) => new(
        new Contracts.Rooms.RoomCard(
            new RoomId(id), "Coffee", [], "en", People.Ada, Contracts.Rooms.RoomPhase.Live, 1, 2, DateTimeOffset.UnixEpoch, null,
            Contracts.Rooms.StagePolicy.Open, 3),
        Contracts.Discovery.HallwayReason.Followed,
        [People.Ada]);

    private AsyncServerStreamingCall<HallwayNews> Watch(Metadata headers) =>
        host.Discovery.WatchHallway(new WatchHallwayRequest(), headers);

    private async Task<HallwayNews> NextAsync(AsyncServerStreamingCall<HallwayNews> call)
    {
        (await call.ResponseStream.MoveNext(patience.Token)).ShouldBeTrue();
        return call.ResponseStream.Current;
    }
}
