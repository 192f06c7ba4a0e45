using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// What the listeners lose, and what the speakers who are connected here are asked to do about it. Every gateway tells the
/// others, as long as anybody loses anything. Inside the room's gate.
/// </summary>
internal sealed class LossReports(RoomDevices devices, Func<long> nowMicros)
{
    /// <summary>Beats (1 s) from one look at the losses to the next: long enough for 250 packets of one speaker.</summary>
    private const int BeatsPerLook = 5;

    /// <summary>A gateway that has said nothing for so long has nothing to say, or is gone.</summary>
    private const long NoteMicrosMax = 15_000_000;

    private readonly Dictionary<string, (LossNote Note, long AtMicros)> elsewhere = [];
    private bool isReported;
    private int beats;

    /// <summary>Another gateway's listeners lose something, or no longer.</summary>
    public void Accept(LossNote note)
    {
        if (!elsewhere.TryGetValue(note.GatewayId, out var before) || note.Number > before.Note.Number)
        {
            elsewhere[note.GatewayId] = (note, nowMicros());
        }
    }

    /// <summary>Once a beat: looks at what was lost and asks the speakers here for what that needs.</summary>
    /// <param name="stage">Who speaks.</param>
    /// <returns>What the other gateways should know; null if nothing.</returns>
    public LossTally? Assess(StageView stage)
    {
        if (++beats < BeatsPerLook)
        {
            return null;
        }

        beats = 0;
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
                // Removing does not disturb the loop.
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
