using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging.Abstractions;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// A gateway without a network: fake devices on one side, fake grains on the other, and a clock that the test advances.
/// </summary>
internal sealed class SessionHarness : IDisposable
{
    private readonly List<FakeDevice> devices = [];

    /// <param name="other">A gateway of the same cluster, with its clock; null for a cluster of its own.</param>
    public SessionHarness(SessionHarness? other = null)
    {
        Time = other?.Time ?? new ManualTime();
        Cluster = other?.Cluster ?? new FakeCluster();
        Tokens = new AccessTokens(Options, Time);
        Wheel = new FanOutWheel(Time, Options.FanOut, Loads.Idle, Metrics, NullLogger<FanOutWheel>.Instance);
        Rooms = new GatewayRooms(Cluster, Identity, Wheel, Pool, Metrics, Options, Time, NullLogger<GatewayRooms>.Instance);
        Inboxes = new InboxWatches(Cluster, Identity, new SiloLosses(), Time, NullLogger<InboxWatches>.Instance);
        var logger = NullLogger<ClientConnection>.Instance;
        var limiter = new RateLimiter(Options, Metrics, Time);
        Stays = new RoomStays(
            Cluster,
            Rooms,
            new InboxNews(Inboxes, Time, logger),
            new CommandRouter(Cluster, Bounds),
            limiter,
            Wheel,
            new ResumeClaims(Options, Identity, Time),
            Metrics,
            Options,
            Bounds,
            Time,
            logger);
        var joins = new JoinHandler(Cluster, Rooms, Stays, limiter, Metrics, Options, Bounds, Time, logger);
        Connections = new ClientConnections(joins, Wheel, Pool, Metrics, Options, Bounds, Tokens, Time);
    }

    public ManualTime Time { get; }

    public GatewayIdentity Identity { get; } = new();

    public FakeCluster Cluster { get; }

    public GatewayOptions Options { get; } = new() { SigningKey = new byte[32] };

    public ConfiguredBounds Bounds { get; } = new();

    public GatewayMetrics Metrics { get; } = new(new OwnMeters());

    public EncodedMessagePool Pool { get; } = new();

    public FanOutWheel Wheel { get; }

    public GatewayRooms Rooms { get; }

    public AccessTokens Tokens { get; }

    public InboxWatches Inboxes { get; }

    public RoomStays Stays { get; }

    public ClientConnections Connections { get; }

    /// <summary>A device that is connected and has sent nothing yet.</summary>
    public FakeDevice Connect(Person person, bool isSynthetic = false)
    {
        var caller = new SignedInPerson(person, FakeDevice.Session)
        {
            ExpiresAt = Time.GetUtcNow() + Options.AccessTokens.SignedInFor, IsSynthetic = isSynthetic,
        };
        var device = new FakeDevice(this, caller);
        devices.Add(device);
        return device;
    }

    /// <summary>A device that is in the room.</summary>
    public async Task<FakeDevice> JoinAsync(
        Person person, RoomId room, LatencyClass latency = LatencyClass.Interactive, Sound sound = Sound.Unspecified)
    {
        var device = Connect(person);
        device.Send(new ClientMessage { Join = new Join { RoomId = room.Value, Latency = latency, Sound = sound } });
        device.Joined = (await device.NextAsync()).Joined.ShouldNotBeNull();

        // The answer comes before the fan-out serves the device, so the answer to a later message is awaited, too.
        await device.SettleAsync();
        return device;
    }

    /// <summary>A device that is on stage.</summary>
    public async Task<FakeDevice> JoinStageAsync(Person person, RoomId room)
    {
        var device = await JoinAsync(person, room);
        await device.AskAsync(new ClientMessage { TakeStage = new TakeStage() });
        return device;
    }

    /// <summary>Lets the fan-out write everything that is due within a tick of the slowest usual class.</summary>
    public void Turn()
    {
        for (var slot = 0; slot < 24; slot++)
        {
            Time.Advance(FanOutWheel.SlotLength);
            Wheel.Turn();
        }
    }

    /// <summary>Ends every device's connection and stops the gateway.</summary>
    public async Task StopAsync()
    {
        foreach (var device in devices)
        {
            device.Transport.End();
            await device.Ended;
        }

        await Rooms.StoppingAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        Rooms.Dispose();
        Wheel.Dispose();
        Metrics.Dispose();
    }
}

/// <summary>One fake device and the connection that serves it.</summary>
internal sealed class FakeDevice
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The session that the tokens of all devices belong to.</summary>
    public static string Session { get; } = Identifiers.NewId();

    private readonly List<ServerMessage> unsolicited = [];
    private readonly Task<WireError?> served;
    private ulong lastRequest = 100;

    public FakeDevice(SessionHarness harness, SignedInPerson caller) =>
        served = harness.Connections.ServeAsync(caller, Transport, CancellationToken.None);

    public FakeTransport Transport { get; } = new();

    public Joined? Joined { get; set; }

    /// <summary>The error that the connection ended with.</summary>
    public Task<WireError?> Ended => served.WaitAsync(Patience);

    public void Send(ClientMessage message) => Transport.Send(message);

    public void Speak(uint sequence) => Send(new ClientMessage { Audio = Sounds.Uplink(sequence) });

    /// <summary>The next message; messages that were set aside come first.</summary>
    public async Task<ServerMessage> NextAsync()
    {
        if (unsolicited.Count > 0)
        {
            var first = unsolicited[0];
            unsolicited.RemoveAt(0);
            return first;
        }

        return await Transport.NextAsync();
    }

    /// <summary>Sends a command and waits for its answer; other messages are set aside.</summary>
    public async Task<ServerMessage> AskAsync(ClientMessage command)
    {
        command.RequestId = ++lastRequest;
        Send(command);
        while (true)
        {
            var message = await Transport.NextAsync();
            if (message.Ok?.RequestId == command.RequestId || message.Refusal?.RequestId == command.RequestId)
            {
                return message;
            }

            unsolicited.Add(message);
        }
    }

    /// <summary>Waits until everything sent so far is read and, except for room commands, carried out.</summary>
    public async Task SettleAsync()
    {
        var ping = new Ping { SentAtMicros = ++lastRequest };
        Send(new ClientMessage { Ping = ping });
        while (true)
        {
            var message = await Transport.NextAsync();
            if (message.Pong?.SentAtMicros == ping.SentAtMicros)
            {
                return;
            }

            unsolicited.Add(message);
        }
    }

    /// <summary>All messages that came without being awaited.</summary>
    public List<ServerMessage> Take()
    {
        List<ServerMessage> all = [.. unsolicited, .. Transport.Take()];
        unsolicited.Clear();
        return all;
    }
}
