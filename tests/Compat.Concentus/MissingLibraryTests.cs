using Concentus.Native;

namespace AudioRooms.Compat.Concentus;

public sealed class MissingLibraryTests
{
    [Fact]
    public void Load_LibraryNotInstalled_NamesThePackageInOneSentence() =>
        Should.Throw<DllNotFoundException>(() => LibOpusLoader.Load("libopus-of-another-world.so.0"))
            .Message.ShouldBe(
                "The Opus codec library libopus-of-another-world.so.0 is missing: install the Debian package libopus0 (apt-get install libopus0).");
}
