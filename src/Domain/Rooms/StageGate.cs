using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

/// <summary>The verdict of <see cref="StageGate"/> on a packet.</summary>
public enum StageVerdict
{
    /// <summary>The speaker is on stage with an open microphone.</summary>
    Pass,

    /// <summary>The speaker is on stage and muted.</summary>
    Muted,

    /// <summary>The speaker is not on stage, or no longer. A person who cannot be seen must not be heard.</summary>
    Ghost,

    /// <summary>The packet belongs to a newer stage than the gate has: hold it until <see cref="StageGate.Advance"/>.</summary>
    Early,
}

/// <summary>The no-ghost rule of a listener grain: a packet passes only if its source is on the stage that everybody sees, and
/// not muted. Not thread-safe.</summary>
public sealed class StageGate
{
    /// <summary>The stage by which packets are judged.</summary>
    public StageView Stage { get; private set; } = StageView.Empty;

    /// <summary>True if somebody may be heard by one stage and not by the one that follows it.</summary>
    public static bool TakesOff(StageView before, StageView after)
    {
        foreach (var member in before.Members)
        {
            if (!member.Muted && !after.Members.Any(other => other.Source == member.Source && !other.Muted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a newer stage. An older one is ignored, because changes may arrive out of order.</summary>
    public bool Advance(StageView stage)
    {
        if (stage.Epoch < Stage.Epoch)
        {
            return false;
        }

        Stage = stage;
        return true;
    }

    /// <summary>Judges one packet.</summary>
    public StageVerdict Judge(StagePacket packet)
    {
        // A stage has at most 13 members, so a scan is faster than a table.
        foreach (var member in Stage.Members.AsSpan())
        {
            if (member.Source == packet.Source)
            {
                return member.Muted ? StageVerdict.Muted : StageVerdict.Pass;
            }
        }

        return packet.Epoch > Stage.Epoch ? StageVerdict.Early : StageVerdict.Ghost;
    }
}
