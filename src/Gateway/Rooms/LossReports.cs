using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Collects the loss of all listeners and asks the speakers who are connected here to adapt their encoders. While its listeners
/// lose packets, a gateway tells the others. The caller holds the room's gate.
/// </summary>
internal sealed class LossReports(RoomDevices devices, Func<long> nowMicros)
{
    /// <summary>Heartbeats (1 s each) from one assessment to the next: 5 s are 250 packets of one speaker.</summary>
    private const int HeartbeatsPerAssessment = 5;

    /// <summary>After this time a gateway's note counts no more: its listeners lose nothing, or the gateway is gone.</summary>
    private const long NoteMicrosMax = 15_000_000;

    private readonly Dictionary<string, (LossNote Note, long AtMicros)> elsewhere = [];
    private bool isReported;
    private int heartbeats;

    /// <summary>Takes another gateway's note about its listeners' loss.</summary>
    public void Accept(LossNote note)
    {
        if (!elsewhere.TryGetValue(note.GatewayId, out var before) || note.Number > before.Note.Number)
        {
            elsewhere[note.GatewayId] = (note, nowMicros());
        }
    }

    /// <summary>Called once a heartbeat: assesses the loss and sends the speakers here the hints that follow.</summary>
    /// <param name="stage">The people on stage.</param>
    /// <returns>The tally for the other gateways; null if there is nothing to tell.</returns>
    public LossTally? Assess(StageView stage)
    {
        if (++heartbeats < HeartbeatsPerAssessment)
        {
            return null;
        }

        heartbeats = 0;
        var here = default(LossTally);
        foreach (var device in devices.All)
        {
            if (device.Connection.TakeLoss() is { } step)
            {
                here = here.With(step);
            }
        }

        var others = Elsewhere();
        HintEncoders(stage, here.Plus(others).Needs);
        var isWorthReporting = !here.IsCalm || !others.IsCalm;
        var isDue = isWorthReporting || isReported;
        isReported = isWorthReporting;
        return isDue ? here : null;
    }

    private LossTally Elsewhere()
    {
        var sum = default(LossTally);
        var oldest = nowMicros() - NoteMicrosMax;
        foreach (var (gateway, (note, atMicros)) in elsewhere)
        {
            if (atMicros < oldest)
            {
                // Removing an entry does not disturb the enumeration.
                elsewhere.Remove(gateway);
            }
            else
            {
                sum = sum.Plus(note.Tally);
            }
        }

        return sum;
    }

    private void HintEncoders(StageView stage, LossStep room)
    {
        foreach (var member in stage.Members)
        {
            devices.MainOf(member.Person.Id)?.Connection.HintEncoder(room, nowMicros());
        }
    }
}
