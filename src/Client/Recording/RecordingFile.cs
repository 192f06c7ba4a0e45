namespace AudioRooms.Client.Recording;

/// <summary>Files that a recording goes into while it lasts.</summary>
internal static class RecordingFile
{
    /// <summary>
    /// Makes a file, or empties it. It has no buffer in this process: what is written is the system's at once, and a killed
    /// recorder loses nothing of it. Others may read it meanwhile, and it may be renamed.
    /// </summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
}
