namespace AudioRooms.LoadTester.Runs;

/// <summary>Finds the largest number that holds, given that all smaller numbers hold too: doubles until one fails, then halves
/// the range between. It makes no test itself: the caller tries <see cref="Next"/> and notes the result.</summary>
/// <param name="first">First number to try, at least 1.</param>
/// <param name="most">Largest number to try.</param>
/// <param name="precision">How wide the remaining range may be, as a share of the number that holds, for example 0.05.</param>
internal sealed class CapacitySearch(int first, int most, double precision)
{
    /// <summary>The largest number that held; 0 if none has.</summary>
    public int Held { get; private set; }

    /// <summary>The smallest number that failed; null if none has.</summary>
    public int? Failed { get; private set; }

    /// <summary>The next number to try; null when the range is narrow enough.</summary>
    public int? Next
    {
        get
        {
            if (Failed is not { } failed)
            {
                return Held == 0 ? Math.Min(first, most) : Held >= most ? null : (int)Math.Min(2L * Held, most);
            }

            return failed - Held <= Math.Max(1, (int)(Held * precision)) ? null : Held + ((failed - Held) / 2);
        }
    }

    /// <summary>Notes the result of a number.</summary>
    public void Note(int count, bool held)
    {
        if (held)
        {
            Held = Math.Max(Held, count);
        }
        else
        {
            Failed = Math.Min(Failed ?? int.MaxValue, count);
        }
    }
}
