namespace AudioRooms.Silo.Settings;

/// <summary>Finds the defined name that a misspelt one probably meant.</summary>
internal static class NearestName
{
    /// <param name="name">The misspelt name; begins with <see cref="SettingNames.Prefix"/>.</param>
    /// <param name="names">The defined names.</param>
    /// <returns>
    /// The name with the fewest insertions, deletions and replacements of a character; null if they would change more than a
    /// third of the part after the prefix.
    /// </returns>
    public static string? Of(string name, IEnumerable<string> names)
    {
        var nearest = names
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance * 3 <= name.Length - SettingNames.Prefix.Length ? nearest.Name : null;
    }

    /// <summary>Levenshtein's distance, computed row by row.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[^1];
    }
}
