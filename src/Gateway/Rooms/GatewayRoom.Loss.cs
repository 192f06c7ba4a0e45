using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.Rooms;

// What the listeners lose, and what the speakers who are connected here are asked to do about it. Every gateway tells the others, as long
// as anybody loses anything.
internal sealed partial class GatewayRoom
{
    /// <summary>Beats (1 s) from one look at the losses to the next: long enough for 250 packets of one speaker.</summary>
    private const int BeatsPerLook = 5;

    /// <summary>A gateway that has said nothing for so long has nothing to say, or is gone.</summary>
    private const long NoteMicrosMax = 15_000_000;

    private readonly Dictionary<string, (LossNote Note, long AtMicros)> lossElsewhere = [];
    private LossTally lossHere;
    private bool isLossTold;
    private int beats;

    /// <summary>Another gateway's listeners lose something, or no longer.</summary>
    public Task OnLossAsync(LossNote note)
    {
        lock (gate)
        {
            if (!lossElsewhere.TryGetValue(note.GatewayId, out var before) || note.Number > before.Note.Number)
            {
                lossElsewhere[note.GatewayId] = (note, nowMicros());
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Once a beat: looks at what was lost and asks the speakers here for what that needs.</summary>
    /// <returns>What the other gateways should know; null if nothing.</returns>
    public LossTally? AssessLoss()
    {
        lock (gate)
        {
            if (++beats < BeatsPerLook)
            {
                return null;
            }

            beats = 0;
            lossHere = default;
            foreach (var connection in Devices())
            {
                if (connection.TakeLoss() is { } step)
                {
                    lossHere = lossHere.With(step);
                }
            }

            var elsewhere = LossElsewhere();
            HintEncoders(lossHere.Plus(elsewhere).Needs);
            var isWorthTelling = !lossHere.IsCalm || !elsewhere.IsCalm;
            var tells = isWorthTelling || isLossTold;
            isLossTold = isWorthTelling;
            return tells ? lossHere : null;
        }
    }

    private LossTally LossElsewhere()
    {
        var sum = default(LossTally);
        var oldest = nowMicros() - NoteMicrosMax;
        foreach (var (gateway, (note, atMicros)) in lossElsewhere)
        {
            if (atMicros < oldest)
            {
                // Removing does not disturb the loop.
                lossElsewhere.Remove(gateway);
            }
            else
            {
                sum = sum.Plus(note.Tally);
            }
        }

        return sum;
    }

    private void HintEncoders(LossStep room)
    {
        foreach (var member in view?.Stage.Members ?? [])
        {
            if (connections.TryGetValue(member.Person.Id, out var connection))
            {
                connection.HintEncoder(room, nowMicros());
            }
        }
    }
}
