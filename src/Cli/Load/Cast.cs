using AudioRooms.Cli.Load.Lean;
using AudioRooms.Cli.Verbs;
using AudioRooms.Client;

namespace AudioRooms.Cli.Load;

/// <summary>Makes the people of one process of a load test, played by whom the plan says.</summary>
internal sealed class Cast(LoadPlan plan, SyntheticUsers users, ListenerMeasures measures, int speakers, TimeProvider time)
{
    /// <summary>The lean client's connections; unused by the full one.</summary>
    public LeanNetwork Network { get; } = new(plan.Server, plan.PerConnection, time);

    /// <summary>When the lean client's speakers speak.</summary>
    public SpeakerClock Clock { get; } = new(time, Math.Max(1, speakers));

    public ISimulatedSpeaker Speaker(int number, string room)
    {
        var handle = SyntheticUsers.SpeakerHandle(number);
        return plan.Client == LoadClient.Full
            ? new SimulatedSpeaker(OptionsOf(handle), room, measures.Window)
            : new LeanSpeaker(Network, room, stop => users.GetAsync(handle, stop), Clock, measures.Window);
    }

    public ISimulatedListener Listener(int number, string room)
    {
        var handle = SyntheticUsers.ListenerHandle(number);
        var latency = LatencyOption.Parse(plan.Latency);
        var ear = new Ear(measures, latency, plan.ForwardsAll);
        return plan.Client == LoadClient.Full
            ? new SimulatedListener(OptionsOf(handle), room, latency, ear)
            : new LeanListener(Network, Network.Place(), room, stop => users.GetAsync(handle, stop), latency, ear);
    }

    private AudioRoomsClientOptions OptionsOf(string handle) => new()
    {
        Server = plan.Server,
        Time = time,
        AccessToken = stop => users.GetAsync(handle, stop),
    };
}
