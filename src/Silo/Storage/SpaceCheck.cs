using System.Globalization;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Storage;

/// <summary>Whether the disk of the data folder has space for the server: at the start, and for <c>/readyz</c>.</summary>
internal static class SpaceCheck
{
    /// <summary>
    /// The tables, and what people store in the first days, need some room; a server that starts without it is of no use.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="freeBytes">What is free on its disk.</param>
    /// <exception cref="StartupException">It is too little.</exception>
    public static void Require(DirectoryInfo folder, long freeBytes)
    {
        if (freeBytes < StorageSpace.ReserveBytes)
        {
            throw new StartupException(
                $"{TooLittle(freeBytes)} Make room on the disk of {folder.FullName}, or choose another folder with --data DIR.");
        }
    }

    /// <summary>One sentence about a disk that has fewer bytes free than the server needs.</summary>
    public static string TooLittle(long freeBytes) =>
        $"The disk of the data folder has {Megabytes(freeBytes)} MB free, "
        + $"and at least {Megabytes(StorageSpace.ReserveBytes)} MB are needed.";

    private static string Megabytes(long bytes) => (bytes / 1_048_576.0).ToString("0.#", CultureInfo.InvariantCulture);
}
