namespace AudioRooms.Architecture.Tests;

/// <summary>A client, a bot or the command line runs without a cluster, so it must not carry the cluster's engine.</summary>
public sealed class ProjectReferencesTests
{
    private const string OwnPrefix = "AudioRooms.";

    [Theory]
    [InlineData("Protocol")]
    [InlineData("Client")]
    [InlineData("LoadTester")]
    [InlineData("Cli")]
    public void Libraries_OfWhatADeviceRuns_HoldNoOrleans(string project) =>
        RestoredProject.LibrariesOf(project)
            .Where(name => name.Contains("Orleans", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Protocol", "")]
    [InlineData("Client", "Audio Protocol")]
    [InlineData("LoadTester", "Audio Client Protocol")]
    [InlineData("Cli", "Audio Client LoadTester Protocol")]
    public void OwnProjects_OfWhatADeviceRuns_AreThese(string project, string expected) => RestoredProject.LibrariesOf(project)
        .Where(name => name.StartsWith(OwnPrefix, StringComparison.Ordinal))
        .Select(name => name[OwnPrefix.Length..])
        .Order(StringComparer.Ordinal)
        .ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // If no package were found, the tests above would pass whatever a project uses.
    [Fact]
    public void Libraries_OfContracts_HoldOrleans() =>
        RestoredProject.LibrariesOf("Contracts").ShouldContain("Microsoft.Orleans.Sdk");
}
