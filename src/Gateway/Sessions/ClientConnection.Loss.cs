using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

// What the device says it lost of the room's sound, and what its encoder is asked for because of what others lose.
internal sealed partial class ClientConnection
{
    private readonly Lock lossGate = new();
    private readonly EncoderSteering steering = new();
    private LossCount loss;
    private ulong? countedTo;

    /// <summary>What it lost since the last time; null if too little was sent to tell.</summary>
    public LossStep? TakeLoss()
    {
        lock (lossGate)
        {
            return loss.Take();
        }
    }

    /// <summary>
    /// Asks the device, if it needs to be asked anew, for what the worse of two paths needs: that to the room's listeners, and its own to this gateway. What
    /// is lost on its own is missing at every listener too, so the two are not added. Belongs to the gateway's room, inside its gate.
    /// </summary>
    public void HintEncoder(LossStep room, long nowMicros)
    {
        var own = uplink.TakeLoss() ?? LossStep.Calm;
        if (steering.Observe(own > room ? own : room, nowMicros) is { } hint)
        {
            Send(new ServerMessage { EncoderHint = hint });
        }
    }

    // A bound on both keeps one device from counting for more than it could have heard.
    private void CountLoss(Ack ack)
    {
        lock (lossGate)
        {
            if (countedTo is { } before && ack.Position > before)
            {
                var lost = ack.HasLost ? ack.Lost : ack.Concealed;
                loss.Add((long)Math.Min(ack.Position - before, ConcealedMax), Math.Min(lost, ConcealedMax));
            }

            countedTo = ack.Position;
        }
    }
}
