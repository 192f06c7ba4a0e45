using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Load.Lean;

/// <summary>One who listens, through the lean client.</summary>
internal sealed class LeanListener(
    LeanNetwork network,
    LeanLinkGroup place,
    string roomId,
    Func<CancellationToken, ValueTask<string?>> token,
    LatencyClass latency,
    Ear ear) : ISimulatedListener
{
    private readonly LeanPerson person = new(network, place, roomId, token, ear) { Latency = latency };

    public string RoomId => person.RoomId;

    public bool IsInRoom => person.IsInRoom;

    public RoomConnectionStatistics Statistics => default(RoomConnectionStatistics) with
    {
        Bundles = person.Bundles,
        Missed = person.Missed,
        Reconnects = person.Reconnects,
    };

    public Task JoinAsync(CancellationToken cancellation) => person.JoinAsync(cancellation);

    public ValueTask DisposeAsync() => person.DisposeAsync();
}
