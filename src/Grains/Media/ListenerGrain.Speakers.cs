using AudioRooms.Audio.Levels;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Media;

// The dominant speaker, as this listener grain measures it. No timer runs while nobody speaks.
internal sealed partial class ListenerGrain
{
    // A silent speaker sends no packets, so silence is found by a timer. Dominance ends at most this long after its second of
    // silence.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

    private DominantVoice? dominant;
    private long dominantNotes;
    private IGrainTimer? silenceTimer;

    // A person who is not heard any more loses the active place and dominance at once.
    private void OnStageChanged(StageView before)
    {
        var change = ActiveSpeakersChange.None;
        foreach (var member in before.Members)
        {
            if (!IsHeard(member.Source))
            {
                change |= active.Remove(member.Source, stage.Elapsed);
            }
        }

        UpdateDominant(change);
    }

    private bool IsHeard(uint source)
    {
        foreach (var member in stage.Stage.Members)
        {
            if (member.Source == source)
            {
                return !member.Muted;
            }
        }

        return false;
    }

    private void UpdateDominant(ActiveSpeakersChange change)
    {
        if ((change & ActiveSpeakersChange.Dominant) == 0)
        {
            return;
        }

        var leader = active.TryGetDominant(out var source) ? VoiceOf(source) : null;
        if (leader == dominant)
        {
            return;
        }

        dominant = leader;
        metrics.DominantChanged();
        NotifyDominant();
        if (dominant is null)
        {
            silenceTimer?.Dispose();
            silenceTimer = null;
        }
        else
        {
            silenceTimer ??= this.RegisterGrainTimer(
                NoticeSilenceAsync, new GrainTimerCreationOptions(LookAgainAfter, LookAgainAfter));
        }
    }

    // One-way, and repeated with every opening.
    private void NotifyDominant() => _ = gatewayRoom?.OnDominantAsync(new DominantNote(opening, ++dominantNotes, dominant));

    private Task NoticeSilenceAsync(CancellationToken cancellationToken)
    {
        UpdateDominant(active.Advance(stage.Elapsed));
        return Task.CompletedTask;
    }

    private DominantVoice? VoiceOf(uint source)
    {
        foreach (var member in stage.Stage.Members)
        {
            if (member.Source == source)
            {
                return new DominantVoice(source, member.Person.Id);
            }
        }

        return null;
    }
}
