using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Audio.Levels;

/// <summary>What a report changed.</summary>
[Flags]
public enum ActiveSpeakersChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The set of active speakers changed.</summary>
    Active = 1,

    /// <summary>The dominant speaker changed, or there is none any more.</summary>
    Dominant = 2,
}

/// <summary>
/// Chooses the speakers whose sound is forwarded when more people talk than a listener should receive: the N loudest. Without
/// hysteresis two equal voices would alternate and both be cut to pieces, so a change needs a margin and a time. Among the active
/// speakers it also finds the dominant one, for the picture on the screen.
/// </summary>
/// <remarks>
/// While there are free places, everybody who sends gets one, however quiet: with three speakers or fewer no sound is cut. A
/// speaker loses a place only to a person who speaks, and only after <see cref="ActiveSpeakersOptions.SilenceTimeout"/> of
/// silence, or when quieter by <see cref="ActiveSpeakersOptions.TakeOverMarginDb"/> after
/// <see cref="ActiveSpeakersOptions.MinStay"/>. The dominant speaker is the one who has spoken most in about the last second,
/// pauses included, and stays dominant until another one has done so by the same margin. Levels are what clients claim; a
/// <see cref="LevelAuditor"/> keeps them honest. Allocates only for speakers not seen before. Not thread-safe.
/// </remarks>
/// <typeparam name="TSpeaker">Identifies a speaker.</typeparam>
public sealed class ActiveSpeakers<TSpeaker>
    where TSpeaker : IEquatable<TSpeaker>
{
    /// <summary>
    /// Mean strength, in dB above silence, from which a speaker becomes dominant in a silent room: a tenth of a second of speech,
    /// but not a click or a cough.
    /// </summary>
    private const double LeadMin = 5;

    private readonly ActiveSpeakersOptions options;
    private readonly List<Entry> entries = [];
    private int activeCount;
    private Entry? dominant;

    /// <summary>Starts without speakers.</summary>
    /// <param name="options">The thresholds; they must not change afterwards.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ActiveSpeakers(ActiveSpeakersOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        this.options = options;
    }

    /// <summary>The number of active speakers, at most <see cref="ActiveSpeakersOptions.MaxActive"/>.</summary>
    public int ActiveCount => activeCount;

    /// <summary>Takes in the level of a packet that arrived.</summary>
    /// <param name="speaker">The sender of the packet.</param>
    /// <param name="level">Audio level in -dBov; 0 is the loudest.</param>
    /// <param name="now">Time since any fixed origin; it never decreases.</param>
    public ActiveSpeakersChange Report(TSpeaker speaker, byte level, TimeSpan now)
    {
        var entry = Find(speaker) ?? Add(speaker, now);
        entry.ReportedAt = now;
        entry.Strength.Update(level, now);
        if (level < options.SilenceLevel)
        {
            if (!IsSpeaking(entry, now))
            {
                entry.Voice.Reset();
            }

            entry.Voice.Update(level, now);
            entry.SpokeAt = now;
        }

        var change = ActiveSpeakersChange.None;
        if (!entry.IsActive && TryTakePlace(entry, now))
        {
            change = ActiveSpeakersChange.Active;
        }

        return change | ChooseDominant(now);
    }

    /// <summary>
    /// Lets time pass while no packets come, because dominance ends with silence. Call it a few times a second.
    /// </summary>
    /// <param name="now">As for <see cref="Report"/>.</param>
    public ActiveSpeakersChange Advance(TimeSpan now) => ChooseDominant(now);

    /// <summary>Forgets a speaker who left.</summary>
    /// <param name="speaker">The speaker; an unknown one is allowed.</param>
    /// <param name="now">As for <see cref="Report"/>.</param>
    public ActiveSpeakersChange Remove(TSpeaker speaker, TimeSpan now)
    {
        if (Find(speaker) is not { } entry)
        {
            return ActiveSpeakersChange.None;
        }

        entries.Remove(entry);
        var change = Deactivate(entry) ? ActiveSpeakersChange.Active : ActiveSpeakersChange.None;
        return change | ChooseDominant(now);
    }

    /// <summary>True if this speaker's packets are to be forwarded.</summary>
    /// <param name="speaker">The speaker; false for an unknown one.</param>
    public bool IsActive(TSpeaker speaker) => Find(speaker) is { IsActive: true };

    /// <summary>Finds the dominant speaker.</summary>
    /// <param name="speaker">The dominant speaker, if the result is true.</param>
    /// <returns>False while nobody speaks.</returns>
    public bool TryGetDominant([MaybeNullWhen(false)] out TSpeaker speaker)
    {
        speaker = dominant is null ? default : dominant.Speaker;
        return dominant is not null;
    }

    /// <summary>Lists the active speakers, in no particular order.</summary>
    /// <param name="speakers">Receives the speakers; <see cref="ActiveSpeakersOptions.MaxActive"/> places are enough.</param>
    /// <returns>The number of speakers written.</returns>
    public int CopyActive(Span<TSpeaker> speakers)
    {
        var count = 0;
        foreach (var entry in entries)
        {
            if (entry.IsActive && count < speakers.Length)
            {
                speakers[count++] = entry.Speaker;
            }
        }

        return count;
    }

    private Entry? Find(TSpeaker speaker)
    {
        foreach (var entry in entries)
        {
            if (entry.Speaker.Equals(speaker))
            {
                return entry;
            }
        }

        return null;
    }

    private Entry Add(TSpeaker speaker, TimeSpan now)
    {
        if (entries.Count >= options.MaxSpeakers)
        {
            var stalest = entries[0];
            foreach (var entry in entries)
            {
                stalest = entry.ReportedAt < stalest.ReportedAt ? entry : stalest;
            }

            entries.Remove(stalest);
            Deactivate(stalest);
        }

        var added = new Entry(speaker, options.SilenceLevel) { ReportedAt = now };
        entries.Add(added);
        return added;
    }

    private bool TryTakePlace(Entry challenger, TimeSpan now)
    {
        if (activeCount < options.MaxActive)
        {
            Activate(challenger, now);
            return true;
        }

        if (!IsSpeaking(challenger, now))
        {
            return false;
        }

        Entry? weakest = null;
        foreach (var entry in entries)
        {
            if (entry.IsActive && (weakest is null || IsWeaker(entry, weakest, now)))
            {
                weakest = entry;
            }
        }

        if (weakest is null
            || (IsSpeaking(weakest, now) && !MayTakeOver(challenger.Voice, weakest.Voice, now - weakest.ActiveSince)))
        {
            return false;
        }

        Deactivate(weakest);
        Activate(challenger, now);
        return true;
    }

    /// <summary>A person who speaks is stronger than one who does not; of two alike the louder one is.</summary>
    private bool IsWeaker(Entry entry, Entry than, TimeSpan now)
    {
        var speaks = IsSpeaking(entry, now);
        return speaks == IsSpeaking(than, now) ? entry.Voice.Level > than.Voice.Level : !speaks;
    }

    private bool MayTakeOver(LevelSmoother challenger, LevelSmoother owner, TimeSpan stay) =>
        stay >= options.MinStay && challenger.Level <= owner.Level - options.TakeOverMarginDb;

    private bool IsSpeaking(Entry entry, TimeSpan now) => entry.SpokeAt is { } spokeAt && now - spokeAt < options.SilenceTimeout;

    private ActiveSpeakersChange ChooseDominant(TimeSpan now)
    {
        var before = dominant;
        if (dominant is { } leader && (!leader.IsActive || !IsSpeaking(leader, now)))
        {
            dominant = null;
        }

        Entry? strongest = null;
        foreach (var entry in entries)
        {
            if (entry.IsActive
                && IsSpeaking(entry, now)
                && (strongest is null || entry.Strength.At(now) > strongest.Strength.At(now)))
            {
                strongest = entry;
            }
        }

        if (strongest is not null && strongest != dominant && MayLead(strongest, now))
        {
            dominant = strongest;
            strongest.DominantSince = now;
        }

        return dominant == before ? ActiveSpeakersChange.None : ActiveSpeakersChange.Dominant;
    }

    private bool MayLead(Entry challenger, TimeSpan now) => dominant is null
        ? challenger.Strength.At(now) >= LeadMin
        : now - dominant.DominantSince >= options.MinStay
            && challenger.Strength.At(now) >= dominant.Strength.At(now) + options.TakeOverMarginDb;

    private void Activate(Entry entry, TimeSpan now)
    {
        entry.IsActive = true;
        entry.ActiveSince = now;
        activeCount++;
    }

    private bool Deactivate(Entry entry)
    {
        if (!entry.IsActive)
        {
            return false;
        }

        entry.IsActive = false;
        activeCount--;
        return true;
    }

    private sealed class Entry(TSpeaker speaker, int silenceLevel)
    {
        public TSpeaker Speaker { get; } = speaker;

        /// <summary>Strength of the speech with its pauses, for dominance.</summary>
        public SpeechStrength Strength { get; } = new(silenceLevel);

        /// <summary>Level of the speech alone, because a pause between two words must not cost a place.</summary>
        public LevelSmoother Voice { get; } = new();

        public TimeSpan ReportedAt { get; set; }

        public TimeSpan? SpokeAt { get; set; }

        public bool IsActive { get; set; }

        public TimeSpan ActiveSince { get; set; }

        public TimeSpan DominantSince { get; set; }
    }
}
