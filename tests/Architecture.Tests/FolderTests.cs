namespace AudioRooms.Architecture.Tests;

/// <summary>
/// A folder at the top of a project is one idea. Ideas that know each other in a circle can only be understood, tested and
/// changed all at once, and no compiler says so.
/// </summary>
public sealed class FolderTests
{
    /// <summary>
    /// The gateway's folders from the ground up, as in <c>docs/architecture.md</c>: each knows those before it only.
    /// </summary>
    private static readonly string[] GatewayLayers =
        ["Observability", "Refusals", "Access", "Transport", "FanOut", "Rooms", "Sessions", "Services"];

    public static TheoryData<string> Projects => [.. SourceProject.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_KnowEachOtherInNoCircle(string project) =>
        SourceProject.FoldersOf(project).Cycles().ShouldBeEmpty();

    [Fact]
    public void Folders_OfTheGateway_KnowThoseBelowThemOnly() =>
        SourceProject.FoldersOf("Gateway").BreaksOf(GatewayLayers).ShouldBeEmpty();

    // If the reading found no source file, or no folder that knows another, the tests above would hold whatever the folders know.
    [Fact]
    public void Folders_OfTheGateway_AreReadWithWhatTheyKnow()
    {
        var gateway = SourceProject.FoldersOf("Gateway");

        gateway.Folders.Order(StringComparer.Ordinal).ShouldBe(GatewayLayers.Order(StringComparer.Ordinal));
        gateway.BreaksOf([.. GatewayLayers.Reverse()]).ShouldNotBeEmpty();
    }
}
