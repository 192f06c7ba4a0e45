using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

/// <summary>What <see cref="StageGate"/> says of a packet.</summary>
public enum StageVerdict
{
    /// <summary>Its speaker is on the visible stage with an open microphone.</summary>
    Pass,

    /// <summary>Its speaker is on stage, muted.</summary>
    Muted,

    /// <summary>Its speaker is not on stage, or no longer: nobody may be heard who cannot be seen.</summary>
    Ghost,

    /// <summary>It comes from a newer stage than this gate knows: hold it until <see cref="StageGate.Advance"/>.</summary>
    Early,
}

/// <summary>
/// The no-ghost rule at a listener grain: a packet passes only if the stage that everybody sees has its source, unmuted. Not
/// thread-safe.
/// </summary>
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

    /// <summary>Takes a newer stage; an older one is ignored, because changes may arrive out of order.</summary>
    /// <returns>True if the stage was taken.</returns>
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
        // A stage has at most 13 members: a scan is quicker than a table.
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
