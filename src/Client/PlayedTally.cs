using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>
/// Sums what was played of each voice, for one report a second: the server compares the listeners' reports once a second, and
/// reads an acknowledgement without a report faster. Thread-safe.
/// </summary>
internal sealed class PlayedTally(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>As many voices as an acknowledgement may name.</summary>
    private const int SourcesMax = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<uint, (long Played, long Concealed)> voices = [];
    private bool isUsed;
    private long? reportedAt;

    public void Add(IReadOnlyList<PlayedVoice> played)
    {
        lock (gate)
        {
            isUsed = true;
            foreach (var voice in played)
            {
                if (voices.TryGetValue(voice.Source, out var sum) || voices.Count < SourcesMax)
                {
                    voices[voice.Source] = (sum.Played + voice.Played, sum.Concealed + voice.Concealed);
                }
            }
        }
    }

    /// <summary>
    /// What belongs into the acknowledgement that is sent now; null if none is due, or if nobody plays. Packets have come:
    /// without a voice that was played, the report says that nothing was.
    /// </summary>
    public IReadOnlyList<SpeakerHeard>? TakeIfDue()
    {
        lock (gate)
        {
            if (!isUsed || (reportedAt is { } last && time.GetElapsedTime(last) < Interval))
            {
                return null;
            }

            reportedAt = time.GetTimestamp();
            var report = voices.Select(static voice => new SpeakerHeard
            {
                Source = voice.Key,
                Played = (uint)voice.Value.Played,
                Concealed = (uint)voice.Value.Concealed,
            }).ToList();
            voices.Clear();
            return report.Count > 0 ? report : [new SpeakerHeard()];
        }
    }
}
