using System.Globalization;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Server.Tests.Access;
using AudioRooms.Server.Tests.Sessions;
using AudioRooms.Wire.V1;
using LowerHand = AudioRooms.Wire.V1.LowerHand;
using NotificationKind = AudioRooms.Contracts.Notifications.NotificationKind;
using RaiseHand = AudioRooms.Wire.V1.RaiseHand;
using RenameRoom = AudioRooms.Wire.V1.RenameRoom;
using RoomCard = AudioRooms.Wire.V1.RoomCard;
using RoomEvent = AudioRooms.Wire.V1.RoomEvent;
using SetLocked = AudioRooms.Wire.V1.SetLocked;

namespace AudioRooms.Server.Tests.Disorder;

/// <summary>
/// Orleans keeps no order between silos. Devices must not notice: no message is out of order, lost or repeated.
/// </summary>
public sealed class DisorderTests(DisorderedCluster cluster) : IClassFixture<DisorderedCluster>
{
    private const int Rounds = 12;
    private const int PacketsPerTurn = 25;
    private const int Invitations = 30;
    private const int Renames = 6;

    [Fact]
    public async Task Evening_MessagesBetweenSilosAreShuffledAndDoubled_NothingIsReversedLostOrDoubled()
    {
        var owner = await MemberAsync("owner");
        var room = (await new Rooms.RoomsClient(cluster.Channels[0]).CreateRoomAsync(
            new CreateRoomRequest { Title = "Coffee", Language = "en" }, owner.Headers)).RoomId;
        using var host = await JoinAsync(owner, room, gateway: 0);
        using var ada = await JoinAsync(await MemberAsync("ada"), room, gateway: 0);
        using var ben = await JoinAsync(await MemberAsync("ben"), room, gateway: 1);
        using var eve = await JoinAsync(await MemberAsync("eve"), room, gateway: 1);
        Device[] everybody = [host, ada, ben, eve];
        Device[] audience = [host, eve];
        var said = 0;

        for (var round = 0; round < Rounds; round++)
        {
            // From either gateway in turn, because Orleans chooses the silo of the room.
            var (speaker, reacting) = round % 2 == 0 ? (ada, eve) : (ben, eve);
            await DoAsync(reacting, new ClientMessage { RaiseHand = new RaiseHand { Question = $"Question {round}" } });
            await DoAsync(reacting, new ClientMessage { React = new React { Reaction = "wave" } });
            await DoAsync(speaker, new ClientMessage { TakeStage = new TakeStage() });
            await speaker.SpeakAsync(PacketsPerTurn);
            said += PacketsPerTurn;
            await Task.WhenAll(audience.Select(listener => listener.HeardAsync(said)));
            await DoAsync(speaker, new ClientMessage { SetMuted = new SetMuted { Muted = true } });
            await DoAsync(speaker, new ClientMessage { SetMuted = new SetMuted { Muted = false } });
            await DoAsync(host, new ClientMessage { LowerHand = new LowerHand { UserId = reacting.Joined.UserId } });
            await DoAsync(speaker, new ClientMessage { LeaveStage = new LeaveStage() });
        }

        await cluster.Network.WhenIdleAsync();
        var view = (await cluster.Grains.GetGrain<IRoomGrain>(room).GetAsync()).Value.ShouldNotBeNull();
        foreach (var device in everybody)
        {
            await device.ReceivedAsync(message => VersionsOf(message).Contains(view.Version));
            await device.ReceivedAsync(_ => WavesOf(device) >= Rounds);
            var versions = device.Received.SelectMany(VersionsOf).ToList();
            versions.ShouldBe(versions.Distinct().Order());
            PublicOf(device, from: eve.Joined.Room.Version).ShouldBe(PublicOf(host, from: eve.Joined.Room.Version));
            WavesOf(device).ShouldBe(Rounds);
        }

        // The host is told of everything, including hands.
        var first = (long)host.Joined.Room.Version + 1;
        host.Received.SelectMany(VersionsOf).ShouldBe(
            Enumerable.Range(0, (int)(view.Version - first + 1)).Select(index => first + index));

        foreach (var listener in audience)
        {
            foreach (var stay in listener.HeardOf.GroupBy(packet => packet.Source))
            {
                var begin = stay.First().Sequence;
                stay.Select(packet => packet.Sequence).ShouldBe(
                    Enumerable.Range(0, PacketsPerTurn).Select(index => begin + (uint)index));
            }
        }

        cluster.Network.Moved.ShouldBeGreaterThan(20);
        cluster.Network.Doubled.ShouldBeGreaterThan(5);
        using var late = await JoinAsync(await MemberAsync("late"), room, gateway: 0);
        using var later = await JoinAsync(await MemberAsync("later"), room, gateway: 1);
        late.Joined.Room.Version.ShouldBe((ulong)view.Version);
        (late.Joined.Room.Stage.Count, (int)late.Joined.Room.HandCount).ShouldBe((view.Stage.Members.Length, view.Hands.Length));
        WithoutCount(late.Joined.Room).ShouldBe(WithoutCount(later.Joined.Room));
    }

    [Fact]
    public async Task Inbox_ChangesAreShuffledAndDoubled_AreToldInTheirOrderUpToTheLast()
    {
        var owner = await MemberAsync("host");
        var room = (await new Rooms.RoomsClient(cluster.Channels[0]).CreateRoomAsync(
            new CreateRoomRequest { Title = "Tea", Language = "en" }, owner.Headers)).RoomId;
        var max = await MemberAsync("max");
        using var here = await JoinAsync(max, room, gateway: 0);
        using var there = await JoinAsync(await MemberAsync("moritz"), room, gateway: 1);
        foreach (var device in new[] { here, there })
        {
            var inbox = cluster.Grains.GetGrain<IInboxGrain>(device.Joined.UserId);
            for (var number = 0; number < Invitations; number++)
            {
                var kind = (NotificationKind)(1 + (number % 3));
                await inbox.DeliverAsync(new Notification(
                    $"{number}", kind, new UserId($"somebody{number}"), $"room/{number}", "Tea", null,
                    TimeProvider.System.GetUtcNow(), false));
            }

            var version = (ulong)(await inbox.ListAsync(1, null)).State.Version;
            await device.ReceivedAsync(message => message.Inbox?.State.Version == version);
            var told = device.Received.Where(message => message.Inbox is not null)
                .Select(message => message.Inbox.State.Version)
                .ToList();
            told.ShouldBe(told.Distinct().Order());
        }
    }

    [Fact]
    public async Task Hallway_RoomsChangeWhileMessagesAreShuffled_IsToldForwardsUpToTheTruth()
    {
        var guest = await MemberAsync("guest");
        var passer = await MemberAsync("passer");
        using var here = await HallwayReader.OpenAsync(cluster.Channels[0], guest.Headers);
        using var there = await HallwayReader.OpenAsync(cluster.Channels[1], passer.Headers);
        HallwayReader[] readers = [here, there];
        List<Device> hosts = [];
        List<Device> guests = [];
        for (var number = 0; number < 4; number++)
        {
            var owner = await MemberAsync($"opener_{number}");
            var room = await OpenRoomAsync(owner, title: "0");
            hosts.Add(await JoinAsync(owner, room, gateway: number % 2));
            guests.Add(await JoinAsync(await MemberAsync($"listener_{number}"), room, gateway: (number + 1) % 2));
        }

        // Some changes are told one by one, others come faster than the watch asks.
        for (var title = 1; title <= Renames; title++)
        {
            await Task.WhenAll(hosts.Zip(guests, (host, listener) => ChangeAsync(host, listener, $"{title}")));
            if (title % 2 == 0)
            {
                await Task.WhenAll(
                    readers.Select(reader => reader.UntilAsync(shown => hosts.All(host => Shows(shown, host, $"{title}")))));
            }
        }

        await DoAsync(hosts[0], new ClientMessage { EndRoom = new EndRoom() });
        await DoAsync(guests[1], new ClientMessage { TakeStage = new TakeStage() });
        await DoAsync(hosts[2], new ClientMessage { SetLocked = new SetLocked { Locked = true } });
        await DoAsync(guests[3], new ClientMessage { Leave = new Leave() });
        await cluster.Network.WhenIdleAsync();
        foreach (var reader in readers)
        {
            await reader.UntilAsync(shown =>
                !shown.ContainsKey(RoomOf(hosts[0]))
                && shown[RoomOf(hosts[1])] is { SpeakerCount: 1, ListenerCount: 1 }
                && shown[RoomOf(hosts[2])] is { Locked: true, ListenerCount: 2 }
                && shown[RoomOf(hosts[3])] is { SpeakerCount: 0, ListenerCount: 1 });

            // Everything new comes with the last room or before it.
            var last = await OpenRoomAsync(guest, title: "Last");
            await reader.UntilAsync(shown => shown.ContainsKey(last));
            var truth = (await new Discovery.DiscoveryClient(cluster.Channels[0]).HallwayAsync(
                new HallwayRequest(), passer.Headers))
                .Rooms.ToDictionary(entry => entry.Room.RoomId, entry => entry.Room);
            foreach (var room in hosts.Select(RoomOf))
            {
                reader.Shown.GetValueOrDefault(room).ShouldBe(truth.GetValueOrDefault(room));
                var titles = reader.UpdatesOf(room).Select(card => int.Parse(card.Title, CultureInfo.InvariantCulture)).ToList();
                titles.ShouldBe(titles.Order());
                titles[^1].ShouldBe(Renames);
            }
        }

        hosts.Concat(guests).ToList().ForEach(device => device.Dispose());
    }

    private static async Task ChangeAsync(Device host, Device listener, string title)
    {
        await DoAsync(listener, new ClientMessage { TakeStage = new TakeStage() });
        await DoAsync(host, new ClientMessage { RenameRoom = new RenameRoom { Title = title } });
        await DoAsync(listener, new ClientMessage { LeaveStage = new LeaveStage() });
    }

    private async Task<string> OpenRoomAsync(Caller owner, string title) =>
        (await new Rooms.RoomsClient(cluster.Channels[0]).CreateRoomAsync(
            new CreateRoomRequest { Title = title, Language = "en" }, owner.Headers)).RoomId;

    private static string RoomOf(Device device) => device.Joined.Room.Card.RoomId;

    private static bool Shows(IReadOnlyDictionary<string, RoomCard> shown, Device host, string title) =>
        shown.TryGetValue(RoomOf(host), out var card) && card.Title == title;

    private async Task<Caller> MemberAsync(string handle)
    {
        var signedIn = await new Accounts.AccountsClient(cluster.Channels[0]).SignUpAsync(
            new SignUpRequest { Handle = handle, Password = Caller.Password, DisplayName = handle });
        return new Caller(signedIn.UserId, signedIn.Handle, World.Bearer(signedIn.AccessToken), signedIn.RefreshToken);
    }

    private Task<Device> JoinAsync(Caller caller, string room, int gateway) => Device.JoinAsync(
        cluster.Channels[gateway],
        caller.Headers,
        new Join { RoomId = room, Latency = LatencyClass.Interactive, WatchInbox = true });

    private static IEnumerable<RoomEvent> EventsOf(ServerMessage message) => message.BodyCase switch
    {
        ServerMessage.BodyOneofCase.Event => [message.Event],
        ServerMessage.BodyOneofCase.Events => message.Events.Events,
        _ => [],
    };

    private static IEnumerable<long> VersionsOf(ServerMessage message) =>
        EventsOf(message).Select(happened => (long)happened.Version);

    // The events that everybody may read. Of the others a device gets only the newest number.
    private static List<RoomEvent> PublicOf(Device device, ulong from) =>
    [
        .. device.Received.SelectMany(EventsOf).Where(happened => happened.Version > from && happened.BodyCase
            is RoomEvent.BodyOneofCase.StageTaken or RoomEvent.BodyOneofCase.StageLeft or RoomEvent.BodyOneofCase.MuteChanged),
    ];

    private static long WavesOf(Device device) =>
        device.Received.Where(message => message.Reactions is not null).Sum(
            message => message.Reactions.Counts.Sum(count => count.Count));

    // Each gateway reports its number of listeners every second, at its own time.
    private static RoomSnapshot WithoutCount(RoomSnapshot room)
    {
        var copy = room.Clone();
        copy.Card.ListenerCount = 0;
        return copy;
    }

    private static async Task DoAsync(Device device, ClientMessage command) => (await device.AskAsync(command)).ShouldBeNull();
}
