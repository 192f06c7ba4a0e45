using AudioRooms.Client;

namespace AudioRooms.LoadTester.People;

/// <summary>What a simulated speaker says: real speech for a share of the time, silence for the rest. Talk spurts and pauses have
/// exponential lengths, as in conversation. ITU-T P.59 finds about one second of talk to one and a half of silence per person;
/// the lengths here are three times that, so that the active speakers do not change with every word.</summary>
internal static class TalkPattern
{
    /// <summary>Mean length of a talk spurt: 3 s.</summary>
    private const double MeanTalkSlots = 150;

    /// <summary>An endless sequence of frames.</summary>
    /// <param name="speech">Packets to say; silent ones are left out, because silence has its own share.</param>
    /// <param name="talk">Share of time with speech, above 0 and at most 1.</param>
    /// <param name="seed">Seed of the lengths.</param>
    public static IEnumerable<SpokenFrame> Create(IReadOnlyList<SpokenFrame> speech, double talk, int seed)
    {
        var random = new Random(seed);
        var at = random.Next(speech.Count);
        var meanSilence = MeanTalkSlots * (1 - talk) / talk;

        // Starts at a random place of the cycle, so that a thousand speakers do not start together.
        var talking = random.NextDouble() < talk;
        while (true)
        {
            var mean = talking ? MeanTalkSlots : meanSilence;
            var slots = talk >= 1 ? long.MaxValue : (long)Math.Ceiling(-Math.Log(1 - random.NextDouble()) * mean);
            for (var slot = 0L; slot < slots; slot++)
            {
                yield return talking ? speech[at++ % speech.Count] : SpokenFrame.Silence;
                at = at == int.MaxValue ? 0 : at;
            }

            talking = !talking;
        }
    }
}
