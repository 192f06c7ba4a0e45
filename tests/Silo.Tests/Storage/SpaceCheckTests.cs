using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class SpaceCheckTests
{
    private static readonly DirectoryInfo Folder = new("/srv/audiorooms");

    [Fact]
    public void Require_DiskTooSmallForTheTables_IsRefusedInOneMessageWithBothFigures() =>
        Should.Throw<StartupException>(() => SpaceCheck.Require(Folder, freeBytes: 1_572_864)).Message.ShouldBe(
            "The disk of the data folder has 1.5 MB free, and at least 16 MB are needed. Make room on the disk of /srv/audiorooms, or choose "
            + "another folder with --data DIR.");

    [Fact]
    public void Require_AsMuchAsIsNeeded_IsEnough() =>
        Should.NotThrow(() => SpaceCheck.Require(Folder, freeBytes: 16 * 1_024 * 1_024));
}
