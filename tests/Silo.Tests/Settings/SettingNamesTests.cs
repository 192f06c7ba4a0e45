using System.Text.RegularExpressions;
using AudioRooms.Silo.Settings;

namespace AudioRooms.Silo.Tests.Settings;

public sealed partial class SettingNamesTests
{
    [Fact]
    public async Task Page_EverySettingOfTheServer_HasItsRowAndNoOtherHas()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "settings.md"));

        var rows = Row().Matches(page).Select(row => row.Groups["name"].Value).ToList();

        rows.ShouldBe(SettingNames.All, ignoreOrder: true);
    }

    [Theory]
    [InlineData("AUDIOROOMS_SIGNUP", "AUDIOROOMS_SIGN_UP")]
    [InlineData("AUDIOROOMS_ROOMS__STAGESIZE", "AUDIOROOMS_ROOMS__STAGESIZEMAX")]
    [InlineData("audiorooms_databse", "AUDIOROOMS_DATABASE")]
    [InlineData("AUDIOROOMS_LIMIT", "AUDIOROOMS_LIMITS")]
    [InlineData("AUDIOROOMS_RECORDINGS__KEEPFOREVER", null)]
    public void Of_MisspeltName_IsTheOneThatWasMeant(string name, string? meant) =>
        NearestName.Of(name, SettingNames.All).ShouldBe(meant);

    [GeneratedRegex(@"^\| `(?<name>[A-Z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
