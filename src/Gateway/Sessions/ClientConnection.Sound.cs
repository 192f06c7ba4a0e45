using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

// Which of the room's packet logs the device hears: the voices one by one, the mix, or on stage the mix of everybody else.
internal sealed partial class ClientConnection
{
    private Sound chosenSound;
    private Tuning tuning;

    /// <summary>What is lost of a mix is lost behind it: no speaker's encoder can do anything about it.</summary>
    private bool HearsVoices => tuning.Sound != Sound.Mix;

    /// <summary>The stage changed, or what the device wants: it hears what fits, without the own voice.</summary>
    public void OnStageChanged()
    {
        lock (gate)
        {
            if (listener is null)
            {
                return;
            }

            Pace();
            var before = tuning;
            if (!TryTune(out var after))
            {
                return;
            }

            before.FanOut.Remove(listener);
            GiveBack(before);
            tuning = after;
            var position = after.FanOut.End;
            Send(new ServerMessage { SoundChanged = new SoundChanged { Sound = after.Sound, Position = (ulong)position } });
            Listen(position, isResuming: false);
        }
    }

    /// <summary>The room makes no mix for this person: the voices then, rather than an echo or nothing.</summary>
    public void OnMixRefused(IReadOnlyCollection<uint> refused)
    {
        if (refused.Contains(SpeakingGate.Source ?? MixPackets.Source))
        {
            OnStageChanged();
        }
    }

    private void SetSound(ClientMessage message)
    {
        if (!TryGetSound(message.SetSound.Sound, out var sound))
        {
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.ValueUnknown));
            return;
        }

        lock (gate)
        {
            chosenSound = sound;
        }

        OnStageChanged();
        Accept(message.RequestId);
    }

    private void Acknowledge(Ack ack)
    {
        // One that was on its way when the log was changed does no harm: a lower position says nothing, and a higher one says that the
        // little that was sent since has come.
        var position = (long)Math.Min(ack.Position, long.MaxValue);
        lock (gate)
        {
            listener?.Acknowledge(position, gateway.NowMicros);
        }
    }

    // Inside the gate. The place at a mix that it returns is taken; false if nothing changes.
    private bool TryTune(out Tuning wanted)
    {
        wanted = new Tuning(gatewayRoom!.FanOut, Sound.Forwarded, MixPackets.Source);
        if (chosenSound == Sound.Mix)
        {
            var without = SpeakingGate.Source ?? MixPackets.Source;
            if (tuning.Sound == Sound.Mix && tuning.Without == without && !gatewayRoom.Mix.IsRefused(without))
            {
                return false;
            }

            if (gatewayRoom.Mix.TryEnter(without) is { } mix)
            {
                wanted = new Tuning(mix, Sound.Mix, without);
            }
        }

        return wanted != tuning;
    }

    private void GiveBack(Tuning former)
    {
        if (former.Sound == Sound.Mix)
        {
            gatewayRoom!.Mix.Leave(former.Without);
        }
    }

    // Inside the gate.
    private void Listen(long position, bool isResuming)
    {
        listener = new FanOutListener(
            Outbox, gateway.Options.FanOut, position, isResuming, () => Close(ClosingReason.TooSlow));
        tuning.FanOut.Add(listener, servedLatency);
    }

    private void StopListening()
    {
        lock (gate)
        {
            if (listener is not null)
            {
                tuning.FanOut.Remove(listener);
                GiveBack(tuning);
                listener = null;
            }
        }
    }

    private static bool TryGetSound(Sound asked, out Sound sound)
    {
        sound = asked == Sound.Unspecified ? Sound.Forwarded : asked;
        return sound is Sound.Forwarded or Sound.Mix;
    }

    /// <param name="FanOut">Of which log.</param>
    /// <param name="Sound">As the device is told.</param>
    /// <param name="Without">Of a mix, the stay on stage that is left out; 0 for nobody.</param>
    private readonly record struct Tuning(RoomFanOut FanOut, Sound Sound, uint Without);
}
