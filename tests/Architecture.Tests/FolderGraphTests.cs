namespace AudioRooms.Architecture.Tests;

/// <summary>The reading of source text finds mentions and cycles, on a small invented project.</summary>
public sealed class FolderGraphTests
{
    private const string Below = "namespace AudioRooms.House.Cellar;\ninternal sealed class Barrel;\n";

    [Theory]
    [InlineData("using AudioRooms.House.Attic;")]
    [InlineData("using static AudioRooms.House.Attic.Box;")]
    [InlineData("global using AudioRooms.House.Attic.Corner;")]
    [InlineData("using Trunk = AudioRooms.House.Attic.Box;")]
    [InlineData("private AudioRooms.House.Attic.Box box;")]
    [InlineData("private House.Attic.Box box;")]
    [InlineData("private Attic.Box box;")]
    public void Cycles_TwoFoldersNameEachOther_NameTheFileTheLineAndTheFolders(string line) =>
        Read($"\n{line}\n{Below}").Cycles().ShouldBe(
            [$"src/House/Cellar/Barrel.cs(2) \"{line}\": Cellar may not know Attic, because Attic knows Cellar"]);

    [Theory]
    [InlineData("// using AudioRooms.House.Attic;")]
    [InlineData("/* see\nAudioRooms.House.Attic.Box */")]
    [InlineData("private const string Name = \"AudioRooms.House.Attic.Box\";")]
    [InlineData("using AudioRooms.House.Cellar;")]
    [InlineData("using AudioRooms.Garden.Attic;")]
    [InlineData("private int High => Attic.Count;")]
    [InlineData("namespace AudioRooms.House.Attic;")]
    public void Cycles_NothingOfTheOtherFolderIsUsed_AreNone(string text) => Read($"{text}\n{Below}").Cycles().ShouldBeEmpty();

    [Fact]
    public void Cycles_ThreeFoldersInACircle_NameTheStepThatIsTakenLeast()
    {
        var graph = FolderGraph.Read("House", new Dictionary<string, string>
        {
            ["A/One.cs"] = "using AudioRooms.House.B;",
            ["A/Two.cs"] = "using AudioRooms.House.B;",
            ["B/Three.cs"] = "using AudioRooms.House.C;",
            ["C/Four.cs"] = "using AudioRooms.House.A;",
            ["C/Five.cs"] = "using AudioRooms.House.A;",
        });

        graph.Cycles().ShouldBe(
            ["src/House/B/Three.cs(1) \"using AudioRooms.House.C;\": B may not know C, because C knows A knows B"]);
    }

    [Fact]
    public void BreaksOf_AFolderKnowsOneAboveIt_NamesTheFileAndTheLine()
    {
        var breaks = Read($"using AudioRooms.House.Attic;\n{Below}").BreaksOf(["Cellar", "Attic"]);

        breaks.ShouldBe(
            ["src/House/Cellar/Barrel.cs(1) \"using AudioRooms.House.Attic;\": Cellar may not know Attic, which is above it"]);
    }

    [Fact]
    public void BreaksOf_AFolderThatTheOrderLacks_IsNamed() => Read(Below).BreaksOf(["Attic"]).ShouldBe(["Cellar is no layer"]);

    // The attic mentions the cellar twice, so the cellar's mention of the attic is the one to remove.
    private static FolderGraph Read(string cellar) => FolderGraph.Read("House", new Dictionary<string, string>
    {
        ["Attic/Box.cs"] = "using AudioRooms.House.Cellar;\nnamespace AudioRooms.House.Attic;\ninternal sealed class Box;\n",
        ["Attic/Corner/Shelf.cs"] = "using AudioRooms.House.Cellar;\n",
        ["Cellar/Barrel.cs"] = cellar,
        ["Door.cs"] = "using AudioRooms.House.Attic;\nusing AudioRooms.House.Cellar;\n",
    });
}
