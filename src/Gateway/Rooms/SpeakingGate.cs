using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Whether a person's sound may leave this gateway. It closes at once, before the room is even asked, and opens only by what the
/// room says; of two views of the stage the one with the higher epoch counts, in whatever order they come. Thread-safe.
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
    /// Why it is closed, as the sender is told; null while it is open, and while a command of its own is under way.
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

    /// <summary>The stay on stage, muted or not; null for the audience.</summary>
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

    /// <summary>Closes it until <see cref="Release"/>: a command that takes sound away is on its way to the room.</summary>
    public void Hold()
    {
        using (gate.EnterScope())
        {
            holds++;
        }
    }

    /// <summary>The room answered a command for which it was held.</summary>
    public void Release()
    {
        using (gate.EnterScope())
        {
            holds--;
        }
    }

    /// <summary>Keeps it closed for good: the device is a companion, whatever its person does on stage.</summary>
    public void Disable()
    {
        using (gate.EnterScope())
        {
            listensOnly = true;
            member = null;
        }
    }

    /// <summary>The stage as the room told it; older news than already known are ignored.</summary>
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
