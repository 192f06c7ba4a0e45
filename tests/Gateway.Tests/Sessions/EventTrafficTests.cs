using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>How many messages a device gets when much happens, and which devices are dropped when they send nothing.</summary>
public sealed class EventTrafficTests : IAsyncLifetime, IDisposable
{
    private const int Storm = 1_000;

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public EventTrafficTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    /// <summary>
    /// A thousand hands and as many reactions in a second give a device ten messages at most, and nothing is lost.
    /// </summary>
    [Fact]
    public async Task Events_AThousandHandsInASecond_AreTenMessagesAtMostForEverybody()
    {
        var host = await harness.JoinAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        host.Take();
        listener.Take();

        for (var count = 1; count <= Storm; count++)
        {
            await room.HappenAsync(new Contracts.Rooms.HandRaised(Somebody(count), null), view => view);
            await harness.Cluster.ListenerGrainsOf(room.Id)
                .Single()
                .ReactAsync(new Contracts.Rooms.ReactionTally("here", count, [new("wave", 1)]));
            if (count % (Storm / 4) == 0)
            {
                harness.Time.Advance(TimeSpan.FromMilliseconds(250));
                harness.Rooms.MergeReactions();
            }
        }

        var toHost = host.Take();
        var toListener = listener.Take();
        toHost.Count.ShouldBeLessThanOrEqualTo(10);
        toListener.Count.ShouldBeLessThanOrEqualTo(10);
        harness.Rooms.MergeReactions();
        toHost.AddRange(host.Take());
        toListener.AddRange(listener.Take());
        EventsOf(toHost).Select(happened => happened.HandRaised.Person.Handle)
            .SequenceEqual(Enumerable.Range(1, Storm).Select(number => $"p{number}")).ShouldBeTrue();
        EventsOf(toListener).ShouldAllBe(happened => happened.BodyCase == RoomEvent.BodyOneofCase.None);
        EventsOf(toListener)[^1].Version.ShouldBe((ulong)room.View.Version);
    }

    [Fact]
    public async Task Events_AFewNowAndThen_ComeAtOnce()
    {
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        listener.Take();

        await room.HappenAsync(new Contracts.Rooms.LockChanged(true), view => view);

        listener.Take().ShouldHaveSingleItem().Event.LockChanged.Locked.ShouldBeTrue();
    }

    [Fact]
    public async Task Events_DuringAStorm_TellTheSubjectOfEachAndKeepTheOrder()
    {
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        await StormAsync(10);
        listener.Take();
        await room.HappenAsync(new Contracts.Rooms.HandRaised(People.Ben, "Why?"), view => view);
        await StormAsync(3);
        await room.HappenAsync(new Contracts.Rooms.LockChanged(true), view => view);

        harness.Rooms.MergeReactions();
        harness.Rooms.MergeReactions();

        var events = listener.Take().ShouldHaveSingleItem().Events.Events;
        events.Select(happened => happened.BodyCase).ShouldBe(
        [
            RoomEvent.BodyOneofCase.None, RoomEvent.BodyOneofCase.HandRaised, RoomEvent.BodyOneofCase.None,
            RoomEvent.BodyOneofCase.LockChanged,
        ]);
        events.Select(happened => happened.Version).ShouldBeInOrder();
    }

    [Fact]
    public async Task Command_DuringAStorm_IsAnsweredAfterWhatItCaused()
    {
        var speaker = await harness.JoinAsync(People.Ben, room.Id);
        await StormAsync(10);
        speaker.Take();

        await speaker.AskAsync(new ClientMessage { TakeStage = new TakeStage() });

        EventsOf(speaker.Take())[^1].StageTaken.Member.Person.UserId.ShouldBe(People.Ben.Id.Value);
    }

    [Fact]
    public async Task Enter_DuringAStorm_IsToldOnlyWhatFollows()
    {
        await harness.JoinAsync(People.Ada, room.Id);
        await StormAsync(10);
        var newcomer = await harness.JoinAsync(People.Ben, room.Id);
        var known = newcomer.Joined!.Room.Version;
        await room.HappenAsync(new Contracts.Rooms.LockChanged(true), view => view);

        harness.Rooms.MergeReactions();
        harness.Rooms.MergeReactions();

        EventsOf(newcomer.Take()).ShouldHaveSingleItem().Version.ShouldBe(known + 1);
    }

    [Fact]
    public async Task Heartbeat_DeviceSaysNothingForTwentySeconds_IsDroppedToComeBack()
    {
        var silent = await harness.JoinAsync(People.Ben, room.Id);
        var alive = await harness.JoinAsync(People.Ada, room.Id);
        harness.Time.Advance(TimeSpan.FromSeconds(15));
        await alive.SettleAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(6));

        await harness.Rooms.HeartbeatAsync();

        var closing = (await silent.NextAsync()).Closing;
        (closing.Code, closing.Resume).ShouldBe(("silent", true));
        await silent.Ended;
        (await alive.AskAsync(new ClientMessage { RaiseHand = new RaiseHand() })).Ok.ShouldNotBeNull();
    }

    private static Person Somebody(int number) => new(new UserId($"p{number}"), $"p{number}", $"P {number}");

    private static List<RoomEvent> EventsOf(IEnumerable<ServerMessage> messages) => [.. messages.SelectMany(message =>
        message.Events is { } several ? several.Events : message.Event is { } one ? [one] : Enumerable.Empty<RoomEvent>())];

    private async Task StormAsync(int hands)
    {
        for (var count = 1; count <= hands; count++)
        {
            await room.HappenAsync(new Contracts.Rooms.HandRaised(Somebody(count), null), view => view);
        }
    }
}
