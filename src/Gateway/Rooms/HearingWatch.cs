using AudioRooms.Contracts.Media;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// Compares, once a beat, what the listeners of a room say that they play. A speaker without a listener who plays the voice is
/// told so, and so is a listener who plays nothing while others do. Only listeners of this gateway count. Pure but for the counts
/// of <see cref="PlayedReport"/>.
/// </summary>
internal static class HearingWatch
{
    /// <summary>
    /// Beats (1 s) in a row after which a device is told. When all is well again, the next beat tells the device.
    /// </summary>
    private const int BeatsUntilTold = 3;

    /// <summary>So many others must say something else: one alone may sit in a tunnel.</summary>
    private const int OthersMin = 2;

    /// <summary>
    /// Packets in a beat by which a device counts as speaking: half of those that it sends while somebody talks.
    /// </summary>
    private const int SpeaksFromPackets = 25;

    /// <summary>
    /// What is to be told, and to which of the samples. Takes time in proportion to the devices and what they play.
    /// </summary>
    /// <param name="samples">The devices that report, and those that speak, as they are in this beat; each once.</param>
    public static IReadOnlyList<(int Index, HearingNotice Notice)> Assess(IReadOnlyList<HearingSample> samples)
    {
        var (listeners, hearing) = (0, 0);
        var playing = new Dictionary<uint, int>();
        var playingAlone = new Dictionary<uint, int>();
        foreach (var sample in samples)
        {
            if (sample.Played is not { } played)
            {
                continue;
            }

            listeners++;
            hearing += played.Count > 0 ? 1 : 0;
            foreach (var source in played)
            {
                Add(playing, source);
                if (played.Count == 1)
                {
                    Add(playingAlone, source);
                }
            }
        }

        var notices = new List<(int, HearingNotice)>();
        for (var index = 0; index < samples.Count; index++)
        {
            var sample = samples[index];
            var state = sample.Report;
            var others = listeners - (sample.Played is null ? 0 : 1);
            state.UnheardBeats = sample is { Source: { } own, Spoken: >= SpeaksFromPackets } && others >= OthersMin
                && !playing.ContainsKey(own) && !playing.ContainsKey(MixPackets.Source)
                ? state.UnheardBeats + 1
                : 0;

            // Speakers do not play themselves, so a listener who plays this speaker alone hears nothing that this speaker lacks.
            var hearingMore = hearing - (sample.Source is { } stay ? playingAlone.GetValueOrDefault(stay) : 0);
            state.DeafBeats = sample.Played is { Count: 0 } && hearingMore >= OthersMin ? state.DeafBeats + 1 : 0;
            var now = (NobodyHears: state.UnheardBeats >= BeatsUntilTold, HearsNothing: state.DeafBeats >= BeatsUntilTold);
            if (now != state.Told)
            {
                state.Told = now;
                notices.Add((index, new HearingNotice { NobodyHearsYou = now.NobodyHears, YouHearNothing = now.HearsNothing }));
            }
        }

        return notices;
    }

    private static void Add(Dictionary<uint, int> counts, uint source) => counts[source] = counts.GetValueOrDefault(source) + 1;
}

/// <summary>One device in one beat.</summary>
/// <param name="Report">Its counts.</param>
/// <param name="Source">Its stay on stage; null for the audience and for a closed microphone.</param>
/// <param name="Spoken">Packets as loud as a voice that it sent and that were let through.</param>
/// <param name="Played">The sources that it played, each once; null if it does not report, or not once a beat.</param>
internal readonly record struct HearingSample(PlayedReport Report, uint? Source, int Spoken, IReadOnlyList<uint>? Played);
