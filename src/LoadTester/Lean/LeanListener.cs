using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Lean;

/// <summary>One who listens, through the lean client, and may do more besides.</summary>
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

    /// <summary>What it does besides; null if nothing. Begins with the join.</summary>
    public CrowdLife? Life { get; set; }

    /// <summary>The present visit.</summary>
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

    /// <summary>Begins another visit.</summary>
    public async Task RejoinAsync(CancellationToken cancellation)
    {
        before = Statistics;
        var left = Person;
        Person = new LeanPerson(network, place, RoomId, token, ear) { Latency = latency };
        await left.DisposeAsync().ConfigureAwait(false);
        await Person.JoinAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks for another latency class.</summary>
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
