using System.Globalization;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Storage;

/// <summary>Whether the disk of the data folder has enough space, at the start and for <c>/readyz</c>.</summary>
internal static class SpaceCheck
{
    /// <summary>Requires space for the tables and the first days of use; a server that starts without it soon fails.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="freeBytes">Free bytes on its disk.</param>
    /// <exception cref="StartupException">There are too few.</exception>
    public static void Require(DirectoryInfo folder, long freeBytes)
    {
        if (freeBytes < StorageSpace.ReserveBytes)
        {
            throw new StartupException(
                $"{TooLittle(freeBytes)} Make room on the disk of {folder.FullName}, or choose another folder with --data DIR.");
        }
    }

    /// <summary>One sentence about a disk with fewer free bytes than the server needs.</summary>
    public static string TooLittle(long freeBytes) =>
        $"The disk of the data folder has {Megabytes(freeBytes)} MB free, "
        + $"and at least {Megabytes(StorageSpace.ReserveBytes)} MB are needed.";

    private static string Megabytes(long bytes) => (bytes / 1_048_576.0).ToString("0.#", CultureInfo.InvariantCulture);
}
