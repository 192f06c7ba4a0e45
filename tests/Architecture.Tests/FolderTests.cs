namespace AudioRooms.Architecture.Tests;

/// <summary>
/// A folder at the top of a project is one idea. Ideas that use each other in a cycle can only be understood, tested and changed
/// together, and no compiler reports it.
/// </summary>
public sealed class FolderTests
{
    /// <summary>
    /// The gateway's folders from the ground up, as in <c>docs/architecture.md</c>: each uses only those before it.
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

    // If no source file, or no use of another folder, were found, the tests above would pass whatever the folders use.
    [Fact]
    public void Folders_OfTheGateway_AreReadWithWhatTheyKnow()
    {
        var gateway = SourceProject.FoldersOf("Gateway");

        gateway.Folders.Order(StringComparer.Ordinal).ShouldBe(GatewayLayers.Order(StringComparer.Ordinal));
        gateway.BreaksOf([.. GatewayLayers.Reverse()]).ShouldNotBeEmpty();
    }
}
