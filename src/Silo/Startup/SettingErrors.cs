namespace AudioRooms.Silo.Startup;

/// <summary>All errors in the settings of one start, so that an operator can mend them at once.</summary>
internal sealed class SettingErrors
{
    private readonly List<string> sentences = [];

    /// <summary>True if there is no error so far.</summary>
    public bool IsEmpty => sentences.Count == 0;

    /// <summary>The number of errors.</summary>
    public int Count => sentences.Count;

    /// <summary>Notes an error.</summary>
    /// <param name="sentence">Names the setting, what it accepts and what came; never a secret.</param>
    public void Add(string sentence)
    {
        // A variable with two purposes, such as the collector's address, is read twice and would be reported twice.
        if (!sentences.Contains(sentence))
        {
            sentences.Add(sentence);
        }
    }

    /// <summary>Reads something and notes the error if it is refused.</summary>
    /// <param name="read">The function that reads.</param>
    /// <param name="otherwise">The value to use after a refusal.</param>
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

    /// <summary>Makes a check and notes the error if it fails.</summary>
    public void Try(Action check) => Try(
        () =>
        {
            check();
            return true;
        },
        false);

    /// <exception cref="StartupException">
    /// There is an error. The message has all of them; if there are several, one per line.
    /// </exception>
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
