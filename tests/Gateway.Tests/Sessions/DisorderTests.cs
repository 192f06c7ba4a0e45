using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using ServerMessage = AudioRooms.Wire.V1.ServerMessage;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Messages between silos come in any order, late and twice; devices must not notice.</summary>
public sealed class DisorderTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public DisorderTests() => room = harness.Cluster.CreateRoom(People.Ada);

    private FakeListenerGrain ListenerGrain => harness.Cluster.ListenerGrainsOf(room.Id).ShouldHaveSingleItem();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Change_ComesBeforeTheOneItFollowsAndBothComeTwice_AreToldOnceInOrder()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        var (second, third) = (await HappenAsync(), await HappenAsync());

        await ListenerGrain.ApplyAsync(third);
        await ListenerGrain.ApplyAsync(second);
        await ListenerGrain.ApplyAsync(third);
        await ListenerGrain.ApplyAsync(second);

        (await VersionsUpToAsync(ben, 3)).ShouldBe([2L, 3L]);
    }

    [Fact]
    public async Task Change_AnotherGapOpensWhileOneIsRead_IsReadToo()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Reading = reading.Task;
        await HappenAsync();
        await ListenerGrain.ApplyAsync(await HappenAsync());
        await HappenAsync();
        await ListenerGrain.ApplyAsync(await HappenAsync());
        room.Reading = Task.CompletedTask;
        reading.SetResult();

        (await VersionsUpToAsync(ben, 5)).ShouldBe([2L, 3L, 4L, 5L]);
    }

    [Fact]
    public async Task Heartbeat_NewsCouldNotBeReadBefore_ReadsThemAgain()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        room.Reading = Task.FromException(new TimeoutException("The room moves."));
        await HappenAsync();
        await ListenerGrain.ApplyAsync(await HappenAsync());
        room.Reading = Task.CompletedTask;

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.Rooms.HeartbeatAsync();

        (await VersionsUpToAsync(ben, 3)).ShouldBe([2L, 3L]);
    }

    [Fact]
    public async Task Dominant_AnOlderNoteComesLater_IsIgnored()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        await ListenerGrain.NotifyDominantAsync(new DominantVoice(7, People.Ada.Id));
        ben.Take();
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        ListenerGrain.DominantNotes = 0;

        await ListenerGrain.NotifyDominantAsync(new DominantVoice(8, People.Ben.Id));
        harness.Rooms.MergeReactions();
        harness.Rooms.MergeReactions();

        ben.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task Reactions_ATallyComesTwiceAndOneBeforeIt_AreCountedOnceEach()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        var (one, two) = (Tally(1, 3), Tally(2, 5));

        await ListenerGrain.ReactAsync(two);
        await ListenerGrain.ReactAsync(one);
        await ListenerGrain.ReactAsync(two);
        await ListenerGrain.ReactAsync(one with { GatewayId = "elsewhere" });
        harness.Rooms.MergeReactions();

        ben.Take().ShouldHaveSingleItem().Reactions.Counts.ShouldHaveSingleItem().Count.ShouldBe(11u);
    }

    private static ReactionTally Tally(long number, int count) => new("here", number, [new ReactionCount("wave", count)]);

    // The next event in the room, which the gateway room is not told of yet.
    private async Task<RoomChange> HappenAsync()
    {
        room.TellsGateways = false;
        await room.HappenAsync(new HandRaised(People.Ben, null), static view => view);
        return new RoomChange(room.Events[^1], room.View.Stage) { View = room.View };
    }

    // Versions of the events that a device is told of, in the order in which they come.
    private static async Task<List<long>> VersionsUpToAsync(FakeDevice device, long last)
    {
        var versions = new List<long>();
        while (versions.LastOrDefault() < last)
        {
            versions.AddRange(VersionsOf(await device.NextAsync()));
        }

        await device.SettleAsync();
        versions.AddRange(device.Take().SelectMany(VersionsOf));
        return versions;
    }

    private static IEnumerable<long> VersionsOf(ServerMessage message) => message.BodyCase switch
    {
        ServerMessage.BodyOneofCase.Event => [(long)message.Event.Version],
        ServerMessage.BodyOneofCase.Events => message.Events.Events.Select(happened => (long)happened.Version),
        _ => [],
    };
}
