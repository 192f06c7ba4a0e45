using System.Globalization;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Silo.Storage;

/// <summary>What is said of too little space, at the start and by <c>/readyz</c>.</summary>
internal static class StorageTexts
{
    /// <summary>One sentence about a disk that has fewer bytes free than the server needs.</summary>
    public static string TooLittle(long freeBytes) =>
        $"The disk of the data folder has {Megabytes(freeBytes)} MB free, and at least {Megabytes(StorageSpace.ReserveBytes)} MB are needed.";

    private static string Megabytes(long bytes) => (bytes / 1_048_576.0).ToString("0.#", CultureInfo.InvariantCulture);
}
