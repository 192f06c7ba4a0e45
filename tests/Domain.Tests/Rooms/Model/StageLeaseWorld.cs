using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>
/// A room with three gateways in a world where everything fails: messages are lost, late, doubled and out of order, the room's
/// silo and gateways die and come anew, processes are stopped while their clocks go on, and clocks run apart. What decides here
/// is <see cref="GrantedLeases"/>, <see cref="StageLease"/> and <see cref="StageGate"/> as in the product. One seed, one
/// course.
/// </summary>
/// <param name="seed">Draws the course.</param>
/// <param name="fault">What is wrong on purpose.</param>
internal sealed class StageLeaseWorld(int seed, StageLeaseFault fault = StageLeaseFault.None)
{
    private const uint SourceCount = 3;
    private const int GatewayCount = 3;

    private readonly Random random = new(seed);
    private readonly List<Letter> letters = [];
    private readonly List<string> trace = [];

    // What the database holds: the stage, and who was ever given a lease.
    private readonly HashSet<string> listed = [];
    private readonly HashSet<uint> onStage = [1, 2, 3];
    private readonly Dictionary<uint, long> takenAwayAt = [];
    private long epoch = 1;

    private readonly HashSet<uint> acknowledged = [];
    private readonly Gateway[] gateways = new Gateway[GatewayCount];
    private RoomLife? room;
    private double now;
    private int names;

    /// <summary>How often a person was acknowledged to be off the stage.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>How many of those had to wait.</summary>
    public int Waited { get; private set; }

    /// <summary>Packets that passed.</summary>
    public int Heard { get; private set; }

    /// <summary>Packets that passed while the room was dead.</summary>
    public int HeardWithoutRoom { get; private set; }

    /// <summary>What was heard that must not be; null if nothing was.</summary>
    public string? Ghost { get; private set; }

    /// <summary>Lets so many things happen, or fewer if there is a ghost.</summary>
    public void Run(int steps)
    {
        for (var index = 0; index < GatewayCount; index++)
        {
            gateways[index] = NewGateway();
        }

        room = NewRoom();
        for (var step = 0; step < steps && Ghost is null; step++)
        {
            Step();
        }
    }

    private void Step()
    {
        var gateway = gateways[random.Next(GatewayCount)];
        switch (random.Next(100))
        {
            case < 22:
                now += random.Next(10) == 0 ? random.Next(3_000) : random.Next(120);
                break;
            case < 47:
                Deliver();
                break;
            case < 60:
                Ask(gateway);
                break;
            case < 82:
                Hear(gateway);
                break;
            case < 85:
                Change();
                break;
            case < 95:
                Acknowledge();
                break;
            case < 97 when room is null || random.Next(5) == 0:
                room = room is null ? NewRoom() : null;
                Note(room is null ? "the room's silo dies" : "the room begins anew");
                break;
            case < 98 when random.Next(2) == 0:
                var index = Array.IndexOf(gateways, gateway);
                gateways[index] = NewGateway();
                Note($"{gateway.Name} dies, {gateways[index].Name} comes");
                break;
            case >= 98 when gateway.IsStopped || random.Next(4) == 0:
                gateway.IsStopped = !gateway.IsStopped;
                Note($"{gateway.Name} is {(gateway.IsStopped ? "stopped" : "let go on")}");
                break;
        }
    }

    // The network: anything may come next, twice, or never.
    private void Deliver()
    {
        if (letters.Count == 0)
        {
            return;
        }

        var index = random.Next(letters.Count);
        var letter = letters[index];
        if (letter.To is { IsStopped: true })
        {
            return;
        }

        if (random.Next(8) > 0)
        {
            letters.RemoveAt(index);
        }

        if (random.Next(6) > 0)
        {
            letter.Open();
        }
    }

    private void Ask(Gateway gateway)
    {
        var askedAt = gateway.Clock(now);
        if (gateway.IsStopped || !gateway.Lease.IsDue(askedAt))
        {
            return;
        }

        var held = gateway.Gate.Stage.Epoch;
        Send(null, () => Answer(gateway, held, askedAt));
    }

    private void Answer(Gateway gateway, long held, TimeSpan askedAt)
    {
        if (room is not { } asked || held > epoch)
        {
            return;
        }

        listed.Add(gateway.Name);
        asked.Leases.Grant(gateway.Name, held, epoch, asked.Clock(now));
        if (fault == StageLeaseFault.BelievesItsAnswers)
        {
            asked.Leases.Confirm(gateway.Name, epoch);
        }

        var told = Stage();
        Send(gateway, () =>
        {
            gateway.Lease.Renew(fault == StageLeaseFault.CountsFromTheAnswer ? gateway.Clock(now) : askedAt);
            gateway.Gate.Advance(told);
        });
    }

    private void Change()
    {
        if (room is not { } life)
        {
            return;
        }

        var source = (uint)random.Next(1, (int)SourceCount + 1);
        epoch++;
        if (onStage.Remove(source))
        {
            takenAwayAt[source] = epoch;
        }
        else
        {
            onStage.Add(source);
            takenAwayAt.Remove(source);
            acknowledged.Remove(source);
        }

        Note($"epoch {epoch}: {source} is {(onStage.Contains(source) ? "on" : "off")}");
        var told = Stage();
        foreach (var gateway in gateways)
        {
            Send(gateway, () =>
            {
                gateway.Gate.Advance(told);
                Send(null, () =>
                {
                    if (room == life)
                    {
                        life.Leases.Confirm(gateway.Name, told.Epoch);
                    }
                });
            });
        }
    }

    private void Acknowledge()
    {
        foreach (var (source, at) in takenAwayAt)
        {
            if (room is not { } life || acknowledged.Contains(source))
            {
                continue;
            }

            if (life.Leases.SettlesAt(at, life.Clock(now)) is not null)
            {
                life.Waiting.Add(at);
                continue;
            }

            acknowledged.Add(source);
            Acknowledged++;
            Waited += life.Waiting.Remove(at) ? 1 : 0;
            Note($"acknowledged: {source} is off by epoch {at}");
        }
    }

    private void Hear(Gateway gateway)
    {
        if (gateway.IsStopped || !gateway.Lease.Holds(gateway.Clock(now)))
        {
            return;
        }

        for (uint source = 1; source <= SourceCount; source++)
        {
            if (gateway.Gate.Judge(new StagePacket { Source = source, Epoch = 1, Opus = [1] }) != StageVerdict.Pass)
            {
                continue;
            }

            Heard++;
            HeardWithoutRoom += room is null ? 1 : 0;
            if (acknowledged.Contains(source))
            {
                Ghost = $"seed {seed}: {gateway.Name} passes {source} by epoch {gateway.Gate.Stage.Epoch}"
                    + Environment.NewLine + string.Join(Environment.NewLine, trace.TakeLast(60));
            }
        }
    }

    private RoomLife NewRoom()
    {
        var margin = fault == StageLeaseFault.WaitsWithoutMargin ? TimeSpan.Zero : StageTerms.Margin;
        var life = new RoomLife(Rate(), margin);
        foreach (var gateway in fault == StageLeaseFault.ForgetsFormerLeases ? [] : listed)
        {
            life.Leases.Expect(gateway, life.Clock(now));
        }

        return life;
    }

    private Gateway NewGateway() => new($"gateway-{++names}", Rate());

    // Two processes run apart by four hundredths at the most.
    private double Rate() => 0.98 + (0.04 * random.NextDouble());

    private void Send(Gateway? to, Action open) => letters.Add(new Letter(to, open));

    private void Note(string what) => trace.Add($"{now,9:F0} ms: {what}");

    private StageView Stage()
    {
        var members = onStage.Order()
            .Select(source => new StageMember(Speaker($"{source}"), source, Muted: false));
        return new StageView(epoch, [.. members]);
    }

    private static Person Speaker(string name) => new(new UserId(name), name, name);

    private sealed record Letter(Gateway? To, Action Open);

    private sealed class RoomLife(double rate, TimeSpan margin)
    {
        public GrantedLeases Leases { get; } = new(StageTerms.Lease, margin);

        public HashSet<long> Waiting { get; } = [];

        public TimeSpan Clock(double now) => TimeSpan.FromMilliseconds(now * rate);
    }

    private sealed class Gateway(string name, double rate)
    {
        public string Name => name;

        public StageGate Gate { get; } = new();

        public StageLease Lease { get; } = new(StageTerms.Lease, StageTerms.RenewAfter);

        public bool IsStopped { get; set; }

        public TimeSpan Clock(double now) => TimeSpan.FromMilliseconds(now * rate);
    }
}
