using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class SpaceCheckTests
{
    private static readonly DirectoryInfo Folder = new("/srv/audiorooms");

    [Fact]
    public void Require_DiskTooSmallForTheTables_IsRefusedInOneMessageWithBothFigures() =>
        Should.Throw<StartupException>(() => SpaceCheck.Require(Folder, freeBytes: 1_572_864)).Message.ShouldBe(
            "The disk of the data folder has 1.5 MB free, and at least 16 MB are needed. Make room on the disk of "
            + "/srv/audiorooms, or choose "
            + "another folder with --data DIR.");

    [Theory]
    [InlineData((16 * 1_024 * 1_024) - 1, false)]
    [InlineData(16 * 1_024 * 1_024, true)]
    public void Require_AtTheBound_IsEnoughFromTheBoundOn(long freeBytes, bool isEnough)
    {
        var refusal = Record.Exception(() => SpaceCheck.Require(Folder, freeBytes));

        (refusal is null).ShouldBe(isEnough);
        (refusal is StartupException).ShouldBe(!isEnough);
    }
}
