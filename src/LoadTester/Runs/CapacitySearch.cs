namespace AudioRooms.LoadTester.Runs;

/// <summary>
/// Looks for the largest number that holds, given that smaller ones hold where larger ones do: doubles until one fails, then
/// halves what lies between. Pure: whoever uses it tries <see cref="Next"/> and says how it went.
/// </summary>
/// <param name="first">Where to begin, at least 1.</param>
/// <param name="most">Never tries more.</param>
/// <param name="precision">How wide what remains may be, as a share of what holds, for example 0.05.</param>
internal sealed class CapacitySearch(int first, int most, double precision)
{
    /// <summary>The largest that held; 0 if none has.</summary>
    public int Held { get; private set; }

    /// <summary>The smallest that failed; null if none has.</summary>
    public int? Failed { get; private set; }

    /// <summary>What to try next; null when it is known well enough.</summary>
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

    /// <summary>How the last one went.</summary>
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
