namespace AudioRooms.Testing;

/// <summary>Measures the loudness of one frequency, which shows whose tone is in a mix.</summary>
public static class Goertzel
{
    /// <summary>Amplitude at one frequency: 0.3 for a sine of 0.3.</summary>
    /// <param name="pcm">48 kHz mono, ideally a whole number of the tone's periods.</param>
    public static double AmplitudeAt(ReadOnlySpan<float> pcm, double hertz)
    {
        var step = 2 * Math.Cos(2 * Math.PI * hertz / 48_000);
        double before = 0, last = 0;
        foreach (var sample in pcm)
        {
            (before, last) = (last, sample + (step * last) - before);
        }

        return 2 * Math.Sqrt(Math.Max(0, (last * last) + (before * before) - (step * last * before))) / pcm.Length;
    }
}
