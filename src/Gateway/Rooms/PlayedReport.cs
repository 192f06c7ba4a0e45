using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// What one device says that it plays, and what the device was told of that. <see cref="Add"/> is called by the device's reading
/// thread; everything else belongs to the room's beat.
/// </summary>
internal sealed class PlayedReport
{
    /// <summary>As many voices as an acknowledgement may name.</summary>
    private const int SourcesMax = 32;

    private readonly RankedLock gate = new(LockRank.Leaf);

    // The two change places once a beat, so that a device that goes on reporting allocates nothing here.
    private List<uint> coming = [];
    private List<uint> taken = [];
    private volatile bool hasReported;

    /// <summary>
    /// False for a device that has never said what it plays, because it does not know how or has heard nothing yet.
    /// </summary>
    public bool HasReported => hasReported;

    /// <summary>Beats in a row in which others played something and this device nothing.</summary>
    public int DeafBeats { get; set; }

    /// <summary>Beats in a row in which this device sent sound and no listener played it.</summary>
    public int UnheardBeats { get; set; }

    /// <summary>What the device was told last.</summary>
    public (bool NobodyHears, bool HearsNothing) Told { get; set; }

    /// <summary>An acknowledgement says what was played since the one before.</summary>
    public void Add(IReadOnlyList<SpeakerHeard> heard)
    {
        using (gate.EnterScope())
        {
            hasReported = true;
            for (var index = 0; index < Math.Min(heard.Count, SourcesMax) && coming.Count < SourcesMax; index++)
            {
                if (heard[index] is { Played: > 0, Source: var source } && !coming.Contains(source))
                {
                    coming.Add(source);
                }
            }
        }
    }

    /// <summary>
    /// The sources that the device played since the last time, each once; null if it has never reported. The list is the caller's
    /// until the next call.
    /// </summary>
    public IReadOnlyList<uint>? Take()
    {
        if (!hasReported)
        {
            return null;
        }

        using (gate.EnterScope())
        {
            (taken, coming) = (coming, taken);
            coming.Clear();
            return taken;
        }
    }
}
