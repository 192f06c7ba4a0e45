using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Lean;

/// <summary>A listener through the lean client, who may also act (see <see cref="CrowdLife"/>).</summary>
internal sealed class LeanListener(
    LeanNetwork network,
    LeanLinkGroup place,
    string roomId,
    Func<CancellationToken, ValueTask<string?>> token,
    LatencyClass latency,
    Ear ear) : ISimulatedListener
{
    private readonly CancellationTokenSource over = new();
    private RoomConnectionStatistics before;
    private Task living = Task.CompletedTask;
    private bool joined;

    public string RoomId { get; } = roomId;

    public required AudienceMeasures.Part Part { get; init; }

    /// <summary>What the listener does besides listening; null for nothing. Starts with the join.</summary>
    public CrowdLife? Life { get; set; }

    /// <summary>The person of the present visit.</summary>
    public LeanPerson Person { get; private set; } = new(network, place, roomId, token, ear) { Latency = latency };

    public bool IsInRoom => joined && Person.Expelled is null;

    public RoomConnectionStatistics Statistics => before with
    {
        Bundles = before.Bundles + Person.Bundles,
        Missed = before.Missed + Person.Missed,
        Reconnects = before.Reconnects + Person.Reconnects,
    };

    public async Task JoinAsync(CancellationToken cancellation)
    {
        await Person.JoinAsync(cancellation).ConfigureAwait(false);
        joined = true;
        living = Life?.RunAsync(over.Token) ?? Task.CompletedTask;
    }

    /// <summary>Ends the visit.</summary>
    public async Task LeaveAsync()
    {
        await Person.LeaveAsync().ConfigureAwait(false);
        network.Remove(Person);
    }

    /// <summary>Starts another visit.</summary>
    public async Task RejoinAsync(CancellationToken cancellation)
    {
        before = Statistics;
        var left = Person;
        Person = new LeanPerson(network, place, RoomId, token, ear) { Latency = latency };
        await left.DisposeAsync().ConfigureAwait(false);
        await Person.JoinAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Requests another latency class.</summary>
    public Task<Refusal?> ChangeClassAsync(LatencyClass to, CancellationToken cancellation)
    {
        ear.ChangeClass();
        Person.Latency = to;
        return Person.CommandAsync(new ClientMessage { SetLatency = new SetLatency { Latency = to } }, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync().ConfigureAwait(false);
        await living.ConfigureAwait(false);
        await Person.DisposeAsync().ConfigureAwait(false);
        over.Dispose();
    }
}
