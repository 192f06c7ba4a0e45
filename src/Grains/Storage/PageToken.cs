using System.Globalization;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// Where a page of rows ended that are ordered by time and id. Opaque to clients;
/// opens nothing that the list itself does not show.
/// </summary>
/// <param name="AtMs">Time of the last row, in milliseconds since 1970.</param>
/// <param name="Id">Id of the last row.</param>
internal readonly record struct PageToken(long AtMs, string Id)
{
    /// <summary>Before every row of a list from old to new.</summary>
    public static PageToken Oldest { get; } = new(long.MinValue, string.Empty);

    /// <summary>Before every row of a list from new to old.</summary>
    public static PageToken Newest { get; } = new(long.MaxValue, string.Empty);

    /// <summary>Reads a token; one that was not made here reads as the beginning of the list.</summary>
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
