namespace AudioRooms.Cli.Capacity;

/// <summary>
/// How many processes a demand needs. Gateways pay for writes, silos for packets that cross to gateways; docs/capacity.md derives
/// each line. Pure.
/// </summary>
internal static class CapacityModel
{
    /// <summary>Packets of a voice in a second.</summary>
    private const double PacketsPerSecond = 50;

    /// <summary>
    /// Opus at 32 kb/s: 80 bytes; source, sequence, timestamp, level and send time of a packet in a bundle: 25 bytes.
    /// </summary>
    private const double PacketBytes = 80 + 25;

    /// <summary>Around a write: gRPC 5, HTTP/2 9, TLS 29, TCP and IP 52, position 3 bytes.</summary>
    private const double WriteBytes = 5 + 9 + 29 + 52 + 3;

    /// <summary>Around a packet between processes: Orleans' header, ids, TCP and IP.</summary>
    private const double MessageBytes = 220;

    /// <summary>Hands, invitations, mutes, stage: counted in an evening of twelve people, rounded up.</summary>
    private const double CommandsPerRoomAndSecond = 0.1;

    /// <summary>An access token lives for 15 minutes, and its renewal is stored.</summary>
    private const double RenewalSeconds = 900;

    /// <summary>A silo writes that it lives.</summary>
    private const double AliveSeconds = 5;

    /// <summary>Npgsql's pool of a silo.</summary>
    private const long ConnectionsPerSilo = 100;

    /// <summary>Fewer silos than this cannot lose one while another is replaced.</summary>
    private const long SilosMin = 3;

    private const long GatewaysMin = 2;

    /// <summary>One primary on ordinary disks; measure yours with pgbench.</summary>
    private const double CommitsMax = 5_000;

    /// <summary>Beyond it PostgreSQL wants a pooler before it.</summary>
    private const double ConnectionsMax = 500;

    /// <summary>Members of one cluster. Each is probed by ten others, but every one knows all of them.</summary>
    private const double MembersMax = 300;

    /// <summary>Rounds in which the number of gateways and the spread of rooms over them agree.</summary>
    private const int Rounds = 60;

    private const double Million = 1e6;
    private const double BitsPerByte = 8;

    /// <summary>Plans.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The demand has no listeners or rooms, more rooms than listeners, no
    /// processor or no time to use it.</exception>
    public static CapacityPlan Plan(CapacityDemand demand, CapacityCosts costs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(demand.Listeners, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(demand.Rooms, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(demand.Rooms, demand.Listeners);
        ArgumentOutOfRangeException.ThrowIfLessThan(demand.Cores, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Use);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(demand.Use, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Voices);

        // A room in which somebody talks half of the time writes half of the time.
        var sounding = Math.Min(1, demand.Voices);
        var writes = sounding / demand.Tick.TotalSeconds;
        var heard = demand.Voices * PacketsPerSecond;
        var listener = (writes * costs.Bundle) + (heard * costs.PacketInBundle) + costs.IdleSecond;
        var spoken = demand.Rooms * heard;
        var room = demand.Cores * demand.Use * Million;

        var gateways = Math.Max(GatewaysMin, Whole(demand.Listeners * listener / room));
        var perRoom = 1.0;
        for (var round = 0; round < Rounds; round++)
        {
            perRoom = GatewaysOf(demand, gateways, room / listener);
            var wanted = Whole(((demand.Listeners * listener) + (spoken * perRoom * costs.Received)) / room);
            if (wanted <= gateways)
            {
                break;
            }

            gateways = wanted;
        }

        var gatewayMicros = (demand.Listeners * listener) + (spoken * perRoom * costs.Received);
        var commands = demand.Rooms * CommandsPerRoomAndSecond;
        var siloMicros = (spoken * (costs.Published + (perRoom * costs.Sent))) + (commands * costs.Command);
        var silos = (long)Math.Max(SilosMin, Whole(siloMicros / room));
        var plan = new CapacityPlan
        {
            Demand = demand,
            Gateways = (long)gateways,
            GatewayCores = gatewayMicros / Million,
            GatewayBytes = costs.ProcessBytes + (demand.Listeners / gateways * costs.ListenerBytes),
            Silos = silos,
            SiloCores = siloMicros / Million,
            GatewaysPerRoom = perRoom,
            ToListeners = demand.Listeners * ((heard * PacketBytes) + (writes * WriteBytes)) * BitsPerByte,
            FromSpeakers = spoken * (PacketBytes + WriteBytes) * BitsPerByte,
            Between = spoken * perRoom * (PacketBytes + MessageBytes) * BitsPerByte,
            Commits = commands + (demand.Listeners / RenewalSeconds) + (silos / AliveSeconds),
            Connections = silos * ConnectionsPerSilo,
            Limits = [],
        };
        return plan with { Limits = LimitsOf(plan) };
    }

    // What is a whole number but for the last digits of a double is that number.
    private static double Whole(double processes) => Math.Ceiling(processes - 1e-6);

    /// <summary>
    /// Gateways at which a room is heard. Where each listener comes to any of G gateways, n listeners meet
    /// G × (1 − (1 − 1/G)ⁿ) of them.
    /// </summary>
    private static double GatewaysOf(CapacityDemand demand, double gateways, double listenersPerGateway)
    {
        var fewest = Math.Max(1, Math.Min(gateways, demand.ListenersPerRoom / listenersPerGateway));
        return demand.IsTogether
            ? fewest
            : Math.Max(fewest, gateways * (1 - Math.Pow(1 - (1 / gateways), demand.ListenersPerRoom)));
    }

    private static IReadOnlyList<CapacityLimit> LimitsOf(CapacityPlan plan) =>
    [
        .. new[]
        {
            new CapacityLimit(
                "packets that cross from silos to gateways",
                // More processors for carrying packets about than for handing them to listeners.
                plan.SiloCores / plan.GatewayCores,
                plan.Demand.IsTogether
                    ? "fewer, larger gateways: each room then crosses less often"
                    : "bring the listeners of a room to the same gateways (--spread together shows what that saves)"),
            new CapacityLimit(
                "transactions of one database",
                plan.Commits / CommitsMax,
                "a larger primary; then several clusters, each with its own"),
            new CapacityLimit(
                "connections to the database", plan.Connections / ConnectionsMax, "a pooler such as PgBouncer, or smaller pools"),
            new CapacityLimit(
                "members of one cluster", (plan.Silos + plan.Gateways) / MembersMax,
                "more processors for each process (--cores), then several clusters"),
        }.OrderByDescending(static limit => limit.Share),
    ];
}
