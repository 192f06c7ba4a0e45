using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Tests.Startup;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-lock-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Take_FolderIsHeld_IsRefusedInOneSentence()
    {
        using var held = DataFolderLock.Take(folder);

        var refused = Should.Throw<StartupException>(() => DataFolderLock.Take(folder));

        refused.Message.ShouldBe(
            $"The data folder {folder.FullName} is in use by another AudioRooms server: stop that server first, or choose "
                + "another "
            + "folder with "
            + "--data DIR.");
    }

    [Fact]
    public void Take_FolderWasGivenUp_IsHeldByTheNext()
    {
        DataFolderLock.Take(folder).Dispose();

        using var next = DataFolderLock.Take(folder);

        Should.Throw<StartupException>(() => DataFolderLock.Take(folder));
    }
}
