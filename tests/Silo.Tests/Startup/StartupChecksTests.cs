using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Tests.Startup;

public sealed class StartupChecksTests
{
    private static readonly DirectoryInfo Folder = new("/srv/audiorooms");

    [Fact]
    public void RequireSpace_DiskTooSmallForTheTables_IsRefusedInOneMessageWithBothFigures() =>
        Should.Throw<StartupException>(() => StartupChecks.RequireSpace(Folder, freeBytes: 1_572_864)).Message.ShouldBe(
            "The disk of the data folder has 1.5 MB free, and at least 16 MB are needed. Make room on the disk of /srv/audiorooms, or choose "
            + "another folder with --data DIR.");

    [Fact]
    public void RequireSpace_AsMuchAsIsNeeded_IsEnough() =>
        Should.NotThrow(() => StartupChecks.RequireSpace(Folder, freeBytes: 16 * 1_024 * 1_024));
}
