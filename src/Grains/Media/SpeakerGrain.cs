using System.Diagnostics.CodeAnalysis;
using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Sequencing;
using AudioRooms.Contracts.Media;
using Orleans.Placement;
using Orleans.Streams;

namespace AudioRooms.Grains.Media;

/// <summary>
/// Step 3 of a packet's way: unwrap the sequence once, keep the level honest, stamp the stay on stage, publish to the room's stage stream.
/// </summary>
[PreferLocalPlacement]
[SuppressMessage("Design", "CA1001", Justification = "A grain gives back what it holds when it is deactivated.")]
internal sealed class SpeakerGrain(MediaMetrics metrics, OpusDecoderPool decoders) : Grain, ISpeakerGrain
{
    // Seeded by the system; the sender never sees a number of it.
    private readonly LevelAuditor auditor = new(decoders, new LevelAuditorOptions(), new Random());
    private StageGrant? grant;
    private IAsyncStream<StagePacket>? stage;
    private SequenceUnwrapper unwrapper = new();
    private ReplayWindow window = new();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        auditor.Dispose();
        return Task.CompletedTask;
    }

    public Task GrantAsync(StageGrant grant)
    {
        if (this.grant?.Source != grant.Source)
        {
            // A new stay is a new source for everybody who listens: its numbers start afresh.
            unwrapper = new SequenceUnwrapper();
            window = new ReplayWindow();
        }

        this.grant = grant;
        stage = this.GetStreamProvider(StageStreams.ProviderName).GetStream<StagePacket>(StageStreams.For(grant.Room));
        return Task.CompletedTask;
    }

    public Task RevokeAsync(uint source)
    {
        if (grant?.Source == source)
        {
            grant = null;
            stage = null;
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    public Task SpeakAsync(SpokenPacket packet)
    {
        if (grant is null || stage is null)
        {
            metrics.DroppedNoGrant();
            return Task.CompletedTask;
        }

        if (unwrapper.Unwrap(packet.Sequence, out var sequence) == SequenceStep.Suspect)
        {
            metrics.DroppedSuspect();
            return Task.CompletedTask;
        }

        switch (window.Accept(sequence))
        {
            case ReplayVerdict.Duplicate:
                metrics.DroppedDuplicate();
                return Task.CompletedTask;
            case ReplayVerdict.TooOld:
                metrics.DroppedTooOld();
                return Task.CompletedTask;
            case ReplayVerdict.New:
                break;
        }

        metrics.Published();
        return stage.OnNextAsync(new StagePacket
        {
            Source = grant.Source,
            Epoch = grant.Epoch,
            Sequence = sequence,
            Timestamp = packet.Timestamp,
            Level = Audit(packet),
            Opus = packet.Opus,
            SentAtMicros = packet.SentAtMicros,
        });
    }

    private byte Audit(SpokenPacket packet)
    {
        var audited = auditor.Judge(packet.Level, packet.Opus);
        if (audited.Check != LevelCheck.None)
        {
            metrics.LevelChecked(audited.Check);
        }

        if (audited.IsUndecodable)
        {
            metrics.Undecodable();
        }

        return audited.Level;
    }
}
