using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Transport;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

// What a device asks for once it is in the room.
internal sealed partial class ClientConnection
{
    /// <summary>Most packets that one acknowledgement may report as concealed: a second of three speakers.</summary>
    private const uint ConcealedMax = 150;

    private void Handle(ClientMessage message)
    {
        switch (message.BodyCase)
        {
            case ClientMessage.BodyOneofCase.Audio:
                Speak(message.Audio);
                break;
            case ClientMessage.BodyOneofCase.Ack:
                Acknowledge(message.Ack);
                gateway.Metrics.Concealed(Math.Min(message.Ack.Concealed, ConcealedMax));
                if (HearsVoices)
                {
                    CountLoss(message.Ack);
                }

                break;
            default:
                if (FaultOf(message) is { } fault)
                {
                    Close(fault);
                }
                else
                {
                    Command(message);
                }

                break;
        }
    }

    // What stands for something that is no message.
    private static ClosingReason? FaultOf(ClientMessage message) =>
        ReferenceEquals(message, WireCodec.Malformed) ? ClosingReason.Malformed
        : ReferenceEquals(message, WireCodec.TooLarge) ? ClosingReason.MessageTooLarge
        : null;

    private void Speak(UplinkPacket packet)
    {
        var verdict = uplink.Take(packet, speaker!, gateway.NowMicros);
        if (verdict.Tell is { } refusal)
        {
            Send(WireErrors.Of(refusal, gateway.Bounds.Session).ToRefusal(requestId: 0));
        }

        if (verdict.Close is { } reason)
        {
            Close(reason);
        }
    }

    /// <summary>Somebody else took the person off the stage: no grant without a place there.</summary>
    public void RevokeGrant(uint source) => _ = RevokeAsync(source);

    private async Task RevokeAsync(uint source)
    {
        try
        {
            await speaker!.RevokeAsync(source).ConfigureAwait(false);
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            // The microphone is closed here and the gateway's rooms drop the source: nothing can be heard either way.
            LogClusterFault(fault, "revoke", gatewayRoom!.Id, fault.Message);
        }
    }

    private void React(ClientMessage message)
    {
        if (!gateway.Options.Reactions.Names.Contains(message.React.Reaction))
        {
            gateway.Metrics.CommandRefused(EdgeRefusal.ReactionUnknown);
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.ReactionUnknown));
        }
        else if (Limited(RateLimit.Reaction) is { } wait)
        {
            Refuse(message.RequestId, wait);
        }
        else
        {
            gatewayRoom!.React(message.React.Reaction);
            Accept(message.RequestId);
        }
    }

    private void Command(ClientMessage message)
    {
        if (caller.IsGuest && !IsForGuests(message.BodyCase))
        {
            gateway.Metrics.CommandRefused(EdgeRefusal.GuestForbidden);
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.GuestForbidden));
            return;
        }

        // Reactions have a rate of their own: applause must not use up what a hand or a mute needs.
        if (message.BodyCase == ClientMessage.BodyOneofCase.React)
        {
            React(message);
            return;
        }

        var now = gateway.NowMicros;
        if (!commandRate.TryTake(1, now))
        {
            var wait = commandRate.WaitFor(1, now);
            gateway.Metrics.CommandRefused(EdgeRefusal.RateLimited);
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait });
            return;
        }

        switch (message.BodyCase)
        {
            case ClientMessage.BodyOneofCase.Ping:
                Send(new ServerMessage { Pong = new Pong { SentAtMicros = message.Ping.SentAtMicros } });
                break;
            case ClientMessage.BodyOneofCase.SetLatency:
                SetLatency(message);
                break;
            case ClientMessage.BodyOneofCase.SetSound:
                SetSound(message);
                break;
            case ClientMessage.BodyOneofCase.Authenticate:
                Enqueue(message);
                break;
            case ClientMessage.BodyOneofCase.Join:
                Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.AlreadyJoined));
                break;
            default:
                if (LimitOf(message.BodyCase) is { } limit && Limited(limit) is { } refusal)
                {
                    Refuse(message.RequestId, refusal);
                }
                else if (CommandRouter.IsRoomCommand(message))
                {
                    Enqueue(message);
                }
                else
                {
                    Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.CommandUnknown));
                }

                break;
        }
    }

    private void Enqueue(ClientMessage command)
    {
        // At once, before the room is even asked.
        var isSilencing = CommandRouter.SilencesSender(command);
        if (isSilencing)
        {
            SpeakingGate.Hold();
        }

        if (!commands.TryEnqueue(command))
        {
            if (isSilencing)
            {
                SpeakingGate.Release();
            }

            gateway.Metrics.CommandRefused(EdgeRefusal.RateLimited);
            Refuse(command.RequestId, WireErrors.Of(EdgeRefusal.RateLimited));
        }
    }

    private async Task ExecuteAsync(ClientMessage command)
    {
        WireError? error;
        try
        {
            if (command.BodyCase == ClientMessage.BodyOneofCase.Authenticate)
            {
                Answer(command, await AuthenticateAsync(command.Authenticate).ConfigureAwait(false));
                return;
            }

            // A companion that takes its person off the stage ends the main device's voice. A companion that leaves ends no voice.
            var stay = IsCompanion && command.BodyCase == ClientMessage.BodyOneofCase.LeaveStage ? gatewayRoom!.StayOf(Person.Id) : SpeakingGate.Source;
            var result = await gateway.Router.RouteAsync(command, gatewayRoom!.Id, Person, stay).ConfigureAwait(false);
            error = result.Error;
            if (result.Stage is { } stage)
            {
                SpeakingGate.Observe(stage);
                OnStageChanged();
            }
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            LogClusterFault(fault, command.BodyCase.ToString(), gatewayRoom!.Id, fault.Message);
            error = WireErrors.Of(ClusterFaults.RefusalOf(fault));
        }
        catch (Exception bug)
        {
            LogCommandFailed(bug, command.BodyCase.ToString(), gatewayRoom!.Id);
            error = WireErrors.Of(EdgeRefusal.Internal);
        }

        if (CommandRouter.SilencesSender(command))
        {
            SpeakingGate.Release();
        }

        Answer(command, error);
        if (command.BodyCase == ClientMessage.BodyOneofCase.Leave)
        {
            Close(ClosingReason.Left);
        }
    }

    private void Answer(ClientMessage command, WireError? error)
    {
        if (error is null)
        {
            gatewayRoom!.SendEvents(this);
            Accept(command.RequestId);
        }
        else
        {
            gateway.Metrics.CommandRefused(error.Code);
            Refuse(command.RequestId, error);
        }
    }

    private void Accept(ulong requestId)
    {
        if (requestId != 0)
        {
            Send(new ServerMessage { Ok = new Ok { RequestId = requestId } });
        }
    }

    private void Refuse(ulong requestId, WireError error)
    {
        if (requestId != 0)
        {
            Send(error.ToRefusal(requestId));
        }
    }

    private void Send(ServerMessage message)
    {
        var encoded = gateway.Pool.Encode(message);
        if (!Outbox.TrySend(encoded))
        {
            Close(ClosingReason.TooSlow);
        }

        encoded.Release();
    }
}
