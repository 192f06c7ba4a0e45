using AudioRooms.Client;
using AudioRooms.LoadTester.Lean;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.Runs;

/// <summary>Creates the people of one process of a load test, played by the client of the plan.</summary>
internal sealed class Cast(LoadPlan plan, SyntheticUsers users, AudienceMeasures measures, int speakers, TimeProvider time)
{
    /// <summary>The lean client's connections; unused by the full client.</summary>
    public LeanNetwork Network { get; } = new(
        plan.Server, plan.Transport == RoomTransport.WebSocket ? plan.Http : null, plan.PerConnection, time);

    /// <summary>The schedule of the lean client's speakers.</summary>
    public SpeakerClock Clock { get; } = new(time, Math.Max(1, speakers));

    public ISimulatedSpeaker Speaker(int number, string room)
    {
        var handle = SyntheticUsers.SpeakerHandle(number);
        return plan.Client == LoadClient.Full
            ? new SimulatedSpeaker(OptionsOf(handle), room, measures.Window)
            : new LeanSpeaker(Network, room, stop => users.GetAsync(handle, stop), Clock, measures.Window);
    }

    /// <summary>A listener that behaves as its group says for its place.</summary>
    public ISimulatedListener Listener(int number, string room, Seat seat)
    {
        var handle = SyntheticUsers.ListenerHandle(number);
        var groupNumber = plan.GroupOf(seat.Room);
        var group = plan.Groups[groupNumber];
        var share = group.ShareOf(seat.Place);
        var part = measures.Of(groupNumber, share?.Kind ?? CrowdKind.Listens);
        var ear = new Ear(part.Measures, group.Latency, group.ForwardsAll);
        if (plan.Client == LoadClient.Full)
        {
            return new SimulatedListener(OptionsOf(handle), room, group.Latency, ear) { Part = part };
        }

        // A connection that is cut or slow must not affect other listeners, so it is not shared.
        var place = part.Kind is CrowdKind.SlowLinks or CrowdKind.Reconnects
            ? Network.OwnPlace(share!.BitsPerSecond)
            : Network.Place();
        var listener = new LeanListener(
            Network, place, room, stop => users.GetAsync(handle, stop), group.Latency, ear) { Part = part };
        listener.Life = share is null ? null : new CrowdLife(listener, share, plan.Seed + number, part.Deeds, time);
        return listener;
    }

    private AudioRoomsClientOptions OptionsOf(string handle) => new()
    {
        Server = plan.Server,
        Transport = plan.Transport,
        HttpServer = plan.Http,
        Time = time,
        AccessToken = stop => users.GetAsync(handle, stop),
    };
}
