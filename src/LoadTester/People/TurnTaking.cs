using AudioRooms.Client;

namespace AudioRooms.LoadTester.People;

/// <summary>The talk of a room in which people take turns. One person speaks for a while and then another, mostly after a short
/// gap and sometimes before the first has ended. The gaps follow findings about conversation in many languages (Stivers et al.
/// 2009: around 200 ms, often overlapping). A seed decides all turns, so each speaker's part can be made independently.</summary>
internal static class TurnTaking
{
    private const double SlotsPerSecond = 50;

    /// <summary>Mean length of a turn, at least a second.</summary>
    private const double MeanTurnSlots = 6 * SlotsPerSecond;

    private const double MeanGapSlots = 0.2 * SlotsPerSecond;
    private const double GapDeviationSlots = 0.4 * SlotsPerSecond;

    /// <summary>One speaker's part, endless.</summary>
    /// <param name="speaker">Number of the speaker, from 0.</param>
    /// <param name="speakers">Number of speakers who take turns.</param>
    /// <param name="seed">The same for all speakers of a room.</param>
    public static IEnumerable<SpokenFrame> Create(IReadOnlyList<SpokenFrame> speech, int speaker, int speakers, int seed)
    {
        var at = speaker * speech.Count / speakers;
        var slot = 0L;
        foreach (var turn in Turns(speakers, seed))
        {
            if (turn.Speaker != speaker)
            {
                continue;
            }

            for (; slot < turn.From; slot++)
            {
                yield return SpokenFrame.Silence;
            }

            for (; slot < turn.To; slot++)
            {
                yield return speech[at++ % speech.Count];
                at = at == int.MaxValue ? 0 : at;
            }
        }
    }

    /// <summary>All turns in order. A person does not follow themselves unless alone.</summary>
    internal static IEnumerable<(int Speaker, long From, long To)> Turns(int speakers, int seed)
    {
        var random = new Random(seed);
        var (speaker, from) = (random.Next(speakers), 0L);
        while (true)
        {
            var length = Math.Max(SlotsPerSecond, -Math.Log(1 - random.NextDouble()) * MeanTurnSlots);
            var to = from + (long)length;
            yield return (speaker, from, to);

            // The sum of four uniform numbers approximates a normal distribution; its deviation is the square root of a third.
            var spread = (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2)
                * Math.Sqrt(3);
            speaker = speakers == 1 ? 0 : (speaker + 1 + random.Next(speakers - 1)) % speakers;
            from = Math.Max(from + 1, to + (long)(MeanGapSlots + (GapDeviationSlots * spread)));
            if (speakers == 1)
            {
                from = Math.Max(from, to);
            }
        }
    }
}
