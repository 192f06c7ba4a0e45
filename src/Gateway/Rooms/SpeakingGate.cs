using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Decides whether a person's sound may leave this gateway. A muted person must not be heard for another round trip, so the gate
/// closes at once, before the room is asked, and opens only by the room's word. Of two views of the stage the one with the higher
/// epoch counts, in whatever order they come. Thread-safe.
/// </summary>
internal sealed class SpeakingGate(UserId user)
{
    private readonly RankedLock gate = new(LockRank.Leaf);
    private StageView stage = StageView.Empty;
    private StageMember? member;
    private int holds;
    private bool listensOnly;

    /// <summary>The stay on stage that the sound belongs to; null while the microphone is closed.</summary>
    public uint? OpenSource
    {
        get
        {
            using (gate.EnterScope())
            {
                return holds == 0 && member is { Muted: false } ? member.Source : null;
            }
        }
    }

    /// <summary>
    /// The reason for which the gate is closed, as the sender is told; null while it is open, and while a command of the sender
    /// holds it.
    /// </summary>
    public MediaRefusal? Refusal
    {
        get
        {
            using (gate.EnterScope())
            {
                return listensOnly ? MediaRefusal.ListensOnly
                    : holds > 0 ? null
                    : member is null ? MediaRefusal.NotOnStage
                    : member.Muted ? MediaRefusal.Muted
                    : null;
            }
        }
    }

    /// <summary>The stay on stage, muted or not; null for people in the audience.</summary>
    public uint? Source
    {
        get
        {
            using (gate.EnterScope())
            {
                return member?.Source;
            }
        }
    }

    /// <summary>
    /// Closes the gate until <see cref="Release"/>: a command that takes the sound away is under way to the room.
    /// </summary>
    public void Hold()
    {
        using (gate.EnterScope())
        {
            holds++;
        }
    }

    /// <summary>Ends the hold: the room has answered the command.</summary>
    public void Release()
    {
        using (gate.EnterScope())
        {
            holds--;
        }
    }

    /// <summary>Closes the gate for good: the device is a companion and never speaks.</summary>
    public void Disable()
    {
        using (gate.EnterScope())
        {
            listensOnly = true;
            member = null;
        }
    }

    /// <summary>Takes a view of the stage; a view older than the known one is ignored.</summary>
    public void Observe(StageView seen)
    {
        using (gate.EnterScope())
        {
            if (listensOnly || seen.Epoch < stage.Epoch)
            {
                return;
            }

            stage = seen;
            member = seen.Find(user);
        }
    }
}
