using System.Diagnostics.Metrics;
using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Grains.Media;

/// <summary>Counts what happens to packets on their way through the grains. A packet costs an addition to a plain number, which
/// the instruments read when they are queried. No label names a room or a person.</summary>
internal sealed class MediaMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AudioRooms.Media";

    private static readonly KeyValuePair<string, object?> NoGrant = new("reason", "no_grant");
    private static readonly KeyValuePair<string, object?> Duplicate = new("reason", "duplicate");
    private static readonly KeyValuePair<string, object?> TooOld = new("reason", "too_old");
    private static readonly KeyValuePair<string, object?> Suspect = new("reason", "suspect_sequence");
    private static readonly KeyValuePair<string, object?> Ghost = new("reason", "ghost");
    private static readonly KeyValuePair<string, object?> Muted = new("reason", "muted");
    private static readonly KeyValuePair<string, object?> Inactive = new("reason", "not_active");
    private static readonly KeyValuePair<string, object?> Early = new("reason", "stage_unknown");
    private static readonly KeyValuePair<string, object?> Agreed = new("result", "agreed");
    private static readonly KeyValuePair<string, object?> Differed = new("result", "differed");
    private static readonly KeyValuePair<string, object?> Distrusted = new("result", "distrusted");
    private static readonly KeyValuePair<string, object?> MixFull = new("reason", "mix_full");

    private readonly Counter<long> dropped;
    private readonly Counter<long> grantsFound;
    private readonly Counter<long> levelChecks;
    private readonly Counter<long> undecodable;
    private readonly Counter<long> dominantChanges;
    private readonly UpDownCounter<long> mixes;
    private readonly Counter<long> mixed;
    private readonly Counter<long> mixSent;
    private readonly Counter<long> mixRefused;
    private readonly Counter<long> leasesLapsed;
    private long published;
    private long forwarded;

    public MediaMetrics(IMeterFactory meters)
    {
        var codec = OpusCodec.Current;
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "audiorooms.speaker.packets",
            () => Interlocked.Read(ref published),
            "{packet}",
            "Packets that speaker grains published to stages.");
        meter.CreateObservableCounter(
            "audiorooms.listener_grain.packets",
            () => Interlocked.Read(ref forwarded),
            "{packet}",
            "Packets that listener grains handed to their gateways.");
        dropped = meter.CreateCounter<long>(
            "audiorooms.media.dropped", "{packet}", "Packets that the speaker grains and listener grains dropped, by reason.");
        grantsFound = meter.CreateCounter<long>(
            "audiorooms.speaker.grants_found",
            "{grant}",
            "Speaker grains that lost their grant with a silo and got it again from their room.");
        leasesLapsed = meter.CreateCounter<long>(
            "audiorooms.stage.leases_lapsed",
            "{lapse}",
            "Times that sound waited because the room had not granted the stage lease in time.");
        levelChecks = meter.CreateCounter<long>(
            "audiorooms.levels.checked", "{check}", "Spot checks of claimed audio levels, by result.");
        undecodable = meter.CreateCounter<long>(
            "audiorooms.levels.undecodable", "{packet}", "Packets that the codec refused when their level was checked.");
        dominantChanges = meter.CreateCounter<long>(
            "audiorooms.listener_grain.dominant_changes",
            "{change}",
            "Changes of the dominant speaker at listener grains, including changes to none.");
        mixes = meter.CreateUpDownCounter<long>("audiorooms.mixes", "{mix}", "Rooms whose mix has a listener.");
        mixed = meter.CreateCounter<long>("audiorooms.mix.mixed", "{packet}", "Speakers' packets that mixes took in.");
        mixSent = meter.CreateCounter<long>(
            "audiorooms.mix.packets", "{packet}", "Packets that mixes encoded, including mixes without a speaker's own voice.");
        mixRefused = meter.CreateCounter<long>(
            "audiorooms.mixes.refused", "{request}", "Times that a room got no mix because the process already mixed as many "
                + "rooms as it may.");
        meter.CreateObservableGauge(
            "audiorooms.codec.info",
            () => new Measurement<int>(1, new("implementation", codec.Name), new("version", codec.Version)),
            unit: null,
            "The codec of this process, in the labels; always 1.");
    }

    public void Published() => Interlocked.Increment(ref published);

    public void Forwarded() => Interlocked.Increment(ref forwarded);

    public void LeaseLapsed() => leasesLapsed.Add(1);

    public void DroppedNoGrant() => dropped.Add(1, NoGrant);

    public void GrantFound() => grantsFound.Add(1);

    public void DroppedDuplicate() => dropped.Add(1, Duplicate);

    public void DroppedTooOld() => dropped.Add(1, TooOld);

    public void DroppedSuspect() => dropped.Add(1, Suspect);

    public void DroppedGhost() => dropped.Add(1, Ghost);

    public void DroppedMuted() => dropped.Add(1, Muted);

    public void DroppedInactive() => dropped.Add(1, Inactive);

    public void DroppedEarly() => dropped.Add(1, Early);

    public void LevelChecked(LevelCheck check) => levelChecks.Add(1, check switch
    {
        LevelCheck.Agreed => Agreed,
        LevelCheck.Differed => Differed,
        _ => Distrusted,
    });

    public void Undecodable() => undecodable.Add(1);

    public void DominantChanged() => dominantChanges.Add(1);

    public void DroppedMixFull() => dropped.Add(1, MixFull);

    public void MixStarted() => mixes.Add(1);

    public void MixStopped() => mixes.Add(-1);

    public void Mixed() => mixed.Add(1);

    public void MixRefused() => mixRefused.Add(1);

    public void MixSent() => mixSent.Add(1);
}
