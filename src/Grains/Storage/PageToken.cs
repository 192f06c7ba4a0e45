using System.Globalization;

namespace AudioRooms.Grains.Storage;

/// <summary>Where a page ended in a list that is ordered by time and id. Opaque to clients; shows nothing that the list itself
/// does not.</summary>
/// <param name="AtMs">Time of the last row, in milliseconds since 1970.</param>
/// <param name="Id">Id of the last row.</param>
internal readonly record struct PageToken(long AtMs, string Id)
{
    /// <summary>Before every row of a list that starts with the oldest.</summary>
    public static PageToken Oldest { get; } = new(long.MinValue, string.Empty);

    /// <summary>Before every row of a list that starts with the newest.</summary>
    public static PageToken Newest { get; } = new(long.MaxValue, string.Empty);

    /// <summary>Parses a token. A token that this class did not make is read as the beginning of the list.</summary>
    public static PageToken Read(string? text, PageToken beginning)
    {
        var parts = text?.Split('.', 2) ?? [];
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var atMs)
            ? new PageToken(atMs, parts[1])
            : beginning;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtMs}.{Id}");
}
