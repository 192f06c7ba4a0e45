namespace AudioRooms.Client.Recording;

/// <summary>Opens the files of a recording.</summary>
internal static class RecordingFile
{
    /// <summary>Creates a file, or empties an existing one. The stream has no buffer in this process, so a killed recorder loses
    /// nothing that it wrote. Other programs may read and rename the file meanwhile.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static FileStream Create(string path) =>
        new(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
}
