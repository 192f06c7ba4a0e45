using System.Diagnostics.CodeAnalysis;
using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Streams;

namespace AudioRooms.Grains.Media;

/// <summary>Step 3 of a packet's way: the speaker grain numbers the packet, keeps its level honest and publishes it.</summary>
/// <remarks>A device's own data cannot be trusted. Its sequence wraps at 65,536 and starts anew after a reload, its level may
/// claim a silence or a loudness that the sound does not have, and it may go on sending after it left the stage. If each listener
/// grain had to deal with that, they would come to different results. So every packet is unwrapped, audited and stamped with its
/// stay on stage here, once.</remarks>
[PreferLocalPlacement]
[SuppressMessage("Design", "CA1001", Justification = "A grain gives back what it holds when it is deactivated.")]
internal sealed partial class SpeakerGrain(
    MediaMetrics metrics, OpusDecoderPool decoders, [ProductClock] TimeProvider time, ILogger<SpeakerGrain> logger)
        : Grain, ISpeakerGrain
{
    // Seeded by the system. The sender learns no number of it and cannot predict which packets are audited.
    private readonly LevelAuditor auditor = new(decoders, LevelAuditorOptions.For(decoders.Implementation), new Random());
    private Stay? stay;

    // The highest source number that was revoked. A grant for it or a lower one arrives late and is ignored.
    private uint revokedSource;
    private SpeakerNumbers numbers = new();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        auditor.Dispose();
        return Task.CompletedTask;
    }

    public Task GrantAsync(StageGrant grant)
    {
        Begin(grant.Source, grant.Epoch);
        return Task.CompletedTask;
    }

    public Task RevokeAsync(uint source)
    {
        revokedSource = Math.Max(revokedSource, source);
        if (stay?.Source <= source)
        {
            stay = null;
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    public Task SpeakAsync(SpokenPacket packet)
    {
        if (stay is null)
        {
            metrics.DroppedNoGrant();
            AskForGrant();
            return Task.CompletedTask;
        }

        switch (numbers.Take(packet.Connection, packet.Sequence, out var sequence))
        {
            case NumberVerdict.Suspect:
                metrics.DroppedSuspect();
                return Task.CompletedTask;
            case NumberVerdict.Duplicate:
                metrics.DroppedDuplicate();
                return Task.CompletedTask;
            case NumberVerdict.TooOld:
                metrics.DroppedTooOld();
                return Task.CompletedTask;
            case NumberVerdict.New:
                break;
        }

        metrics.Published();
        return stay.Stage.OnNextAsync(new StagePacket
        {
            Source = stay.Source,
            Epoch = stay.Epoch,
            Sequence = sequence,
            Timestamp = packet.Timestamp,
            Level = Audit(packet),
            Opus = packet.Opus,
            SentAtMicros = packet.SentAtMicros,
        });
    }

    // Source numbers only grow within a room, so of two grants the newer one is recognised in whatever order they arrive.
    private bool Begin(uint source, long epoch)
    {
        if (source <= revokedSource || source < stay?.Source)
        {
            return false;
        }

        if (stay?.Source != source)
        {
            // A new stay is a new source for all listeners, and its numbers start anew.
            numbers = new SpeakerNumbers();
        }

        var stage = this.GetStreamProvider(StageStreams.ProviderName).GetStream<StagePacket>(StageStreams.For(Key.Room));
        stay = new Stay(source, epoch, stage);
        return true;
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

    private sealed record Stay(uint Source, long Epoch, IAsyncStream<StagePacket> Stage);
}
