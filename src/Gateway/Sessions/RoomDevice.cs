using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// A device as its gateway room knows it. Passes each call of the room to the part of the session that it concerns.
/// </summary>
internal sealed class RoomDevice(
    DeviceLink link,
    bool isCompanion,
    RoomId roomId,
    Hearing hearing,
    Uplink uplink,
    LossReport loss,
    ISpeakerGrain speaker,
    GatewayMetrics metrics,
    ILogger logger) : IRoomDevice
{
    private readonly EncoderSteering encoder = new();
    private HearingNotice told = new();

    public Person Person => link.Person;

    public bool IsCompanion { get; } = isCompanion;

    public DateTimeOffset EnteredAt => link.EnteredAt;

    public bool IsBroadcast => hearing.Latency == LatencyClass.Broadcast;

    public SpeakingGate SpeakingGate => link.SpeakingGate;

    public Outbox Outbox => link.Output.Outbox;

    public void Close(ClosingReason reason) => link.End.Close(reason);

    public void CloseIfExpired(long nowMicros, long silentAfterMicros)
    {
        if (link.Expiry.ReasonAt(nowMicros, silentAfterMicros) is { } reason)
        {
            link.End.Close(reason);
        }
    }

    public void OnHandRaised() => hearing.OnHandRaised();

    public void OnHandLowered() => hearing.OnHandLowered();

    public void OnInvited() => hearing.OnInvited();

    public void OnInvitationEnded() => hearing.OnInvitationEnded();

    public void OnStageLeft() => hearing.OnStageLeft();

    public void OnStageChanged() => hearing.Retune();

    public void OnMixRefused(IReadOnlyCollection<uint> refused) => hearing.OnMixRefused(refused);

    public void RevokeGrant(uint source) => _ = RevokeAsync(source);

    public PlayedReport Played { get; } = new();

    public int TakeSpoken() => uplink.TakeVoiced();

    public void SendHearing(HearingNotice notice)
    {
        if (notice.NobodyHearsYou && !told.NobodyHearsYou)
        {
            metrics.HearingNoticed(HearingFault.Unheard);
        }

        if (notice.YouHearNothing && !told.YouHearNothing)
        {
            metrics.HearingNoticed(HearingFault.HearsNothing);
        }

        told = notice;
        link.Output.Send(new ServerMessage { Hearing = notice });
    }

    public LossStep? TakeLoss() => loss.Take();

    /// <summary>
    /// The larger of the two losses counts: a packet lost on the device's own path is missing at every listener, too.
    /// </summary>
    public void HintEncoder(LossStep room, long nowMicros)
    {
        var own = uplink.TakeLoss() ?? LossStep.Calm;
        if (encoder.Observe(own > room ? own : room, nowMicros) is { } hint)
        {
            link.Output.Send(new ServerMessage { EncoderHint = hint });
        }
    }

    private async Task RevokeAsync(uint source)
    {
        try
        {
            await speaker.RevokeAsync(source).ConfigureAwait(false);
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            // The revocation did not arrive, but no sound gets through: the speaking gate is closed, and every gateway's listener
            // grain drops the source.
            SessionLog.ClusterFault(logger, fault, "revoke", roomId, fault.Message);
        }
    }
}
