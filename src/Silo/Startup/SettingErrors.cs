namespace AudioRooms.Silo.Startup;

/// <summary>Everything that is wrong with the settings of one start, so that an operator mends all of it at once.</summary>
internal sealed class SettingErrors
{
    private readonly List<string> sentences = [];

    /// <summary>True as long as nothing is wrong.</summary>
    public bool IsEmpty => sentences.Count == 0;

    /// <summary>How many mistakes are noted.</summary>
    public int Count => sentences.Count;

    /// <summary>Notes a mistake.</summary>
    /// <param name="sentence">Names the setting, what it takes and what came; never a secret.</param>
    public void Add(string sentence)
    {
        // A variable that serves two purposes, as the collector's address does, is read twice and wrong once.
        if (!sentences.Contains(sentence))
        {
            sentences.Add(sentence);
        }
    }

    /// <summary>Does a part of the reading; what it refuses is noted.</summary>
    /// <param name="read">The part.</param>
    /// <param name="otherwise">What to go on with if it was refused.</param>
    public T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (StartupException refused)
        {
            Add(refused.Message);
            return otherwise;
        }
    }

    /// <summary>Does a check; what it refuses is noted.</summary>
    public void Try(Action check) => Try(
        () =>
        {
            check();
            return true;
        },
        false);

    /// <exception cref="StartupException">Something is wrong; the message has all of it,
    /// a line each if it is more than one thing.</exception>
    public void ThrowIfAny()
    {
        if (sentences.Count == 1)
        {
            throw new StartupException(sentences[0]);
        }

        if (sentences.Count > 1)
        {
            throw new StartupException($"{sentences.Count} settings are wrong:\n  {string.Join("\n  ", sentences)}");
        }
    }
}
