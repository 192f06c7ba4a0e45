using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Audio.Levels;

/// <summary>What a report changed.</summary>
[Flags]
public enum ActiveSpeakersChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Somebody became active, or stopped being so.</summary>
    Active = 1,

    /// <summary>There is another dominant speaker, or none.</summary>
    Dominant = 2,
}

/// <summary>
/// Chooses whose sound is forwarded when more people talk than a listener should receive: the N loudest, with hysteresis so
/// that two equal voices do not alternate, and among them the one dominant speaker for the faces on the screen.
/// </summary>
/// <remarks>
/// While places are free everybody who sends has one, however quiet: with three speakers or fewer nothing is ever cut. A
/// place is lost only to somebody who speaks; the owner must have been silent for
/// <see cref="ActiveSpeakersOptions.SilenceTimeout"/>, or be quieter by <see cref="ActiveSpeakersOptions.TakeOverMarginDb"/>
/// after <see cref="ActiveSpeakersOptions.MinStay"/>. Dominant is who has spoken most during about the last second, pauses
/// included, and stays so until somebody else did by the same margin. Levels are what clients claim: a
/// <see cref="LevelAuditor"/> keeps them honest. Allocates only for speakers not seen before. Not thread-safe.
/// </remarks>
/// <typeparam name="TSpeaker">Names a speaker.</typeparam>
public sealed class ActiveSpeakers<TSpeaker>
    where TSpeaker : IEquatable<TSpeaker>
{
    /// <summary>
    /// dB above silence, on average, for leading a silent room: a tenth of a second of speech, and no click or cough.
    /// </summary>
    private const double LeadMin = 5;

    private readonly ActiveSpeakersOptions options;
    private readonly List<Entry> entries = [];
    private int activeCount;
    private Entry? dominant;

    /// <summary>Starts with nobody.</summary>
    /// <param name="options">Must not change afterwards.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ActiveSpeakers(ActiveSpeakersOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        this.options = options;
    }

    /// <summary>How many are active, at most <see cref="ActiveSpeakersOptions.MaxActive"/>.</summary>
    public int ActiveCount => activeCount;

    /// <summary>Takes in the level of a packet that arrived.</summary>
    /// <param name="speaker">Who sent it.</param>
    /// <param name="level">-dBov, 0 loudest.</param>
    /// <param name="now">Time since any fixed origin, not falling.</param>
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

    /// <summary>Lets time pass when nobody sends: dominance ends with silence. Call it a few times a second.</summary>
    /// <param name="now">As for <see cref="Report"/>.</param>
    public ActiveSpeakersChange Advance(TimeSpan now) => ChooseDominant(now);

    /// <summary>Forgets a speaker who left.</summary>
    /// <param name="speaker">Who; unknown is fine.</param>
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
    /// <param name="speaker">Who; false for somebody unknown.</param>
    public bool IsActive(TSpeaker speaker) => Find(speaker) is { IsActive: true };

    /// <summary>The one who leads the conversation.</summary>
    /// <param name="speaker">Who, if true.</param>
    /// <returns>False while nobody speaks.</returns>
    public bool TryGetDominant([MaybeNullWhen(false)] out TSpeaker speaker)
    {
        speaker = dominant is null ? default : dominant.Speaker;
        return dominant is not null;
    }

    /// <summary>Lists the active speakers, in no particular order.</summary>
    /// <param name="speakers">Receives them; <see cref="ActiveSpeakersOptions.MaxActive"/> places are enough.</param>
    /// <returns>How many were written.</returns>
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

    /// <summary>Who speaks is stronger than who does not; then the louder one is.</summary>
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

        /// <summary>Speech with its pauses, for dominance.</summary>
        public SpeechStrength Strength { get; } = new(silenceLevel);

        /// <summary>Level of the speech alone: a pause between two words must not cost a place.</summary>
        public LevelSmoother Voice { get; } = new();

        public TimeSpan ReportedAt { get; set; }

        public TimeSpan? SpokeAt { get; set; }

        public bool IsActive { get; set; }

        public TimeSpan ActiveSince { get; set; }

        public TimeSpan DominantSince { get; set; }
    }
}
