using System.Diagnostics;
using System.Text.Json;

namespace AudioRooms.System.Tests;

/// <summary>
/// The libraries of the engine beside the server come from their publishers: Microsoft's Orleans, Google's gRPC, Logan
/// Stromberg's Concentus.
/// </summary>
public sealed class PublisherTests
{
    private static readonly string[] Engine =
        [
            "Microsoft.Orleans.Server", "Microsoft.Orleans.Streaming", "Microsoft.Orleans.Persistence.AdoNet", "Concentus",
            "Grpc.AspNetCore",
        ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string> OrleansFiles() =>
        [.. Directory.GetFiles(Folder, "Orleans.*.dll").Select(path => Path.GetFileName(path))];

    private static string Folder => Path.GetDirectoryName(Checkout.AssemblyOf("Silo"))!;

    [Theory]
    [MemberData(nameof(OrleansFiles))]
    public void Orleans_EveryAssembly_IsSignedByMicrosoft(string file)
    {
        var assembly = new SignedAssembly(Path.Combine(Folder, file));
        var version = FileVersionInfo.GetVersionInfo(Path.Combine(Folder, file));

        // Orleans has had no strong name since version 7: only the certificate names its publisher.
        assembly.PublicKeyToken.ShouldBe("");
        assembly.Signer.ShouldBe("Microsoft Corporation");
        version.ProductName.ShouldBe("Microsoft Orleans");
    }

    [Theory]
    [InlineData("Orleans.Runtime.dll")]
    [InlineData("Orleans.Serialization.dll")]
    [InlineData("Orleans.Streaming.dll")]
    [InlineData("Orleans.Persistence.AdoNet.dll")]
    public void Orleans_AssemblyOfASilo_IsThere(string file) => File.Exists(Path.Combine(Folder, file)).ShouldBeTrue(file);

    [Theory]
    [InlineData("Grpc.AspNetCore.Server.dll")]
    [InlineData("Grpc.Core.Api.dll")]
    [InlineData("Grpc.AspNetCore.HealthChecks.dll")]
    [InlineData("Grpc.AspNetCore.Server.Reflection.dll")]
    public void Grpc_EveryAssembly_IsSignedByGoogle(string file)
    {
        var assembly = new SignedAssembly(Path.Combine(Folder, file));

        assembly.PublicKeyToken.ShouldBe("d754f35622e28bad");
        assembly.Signer.ShouldBe("Google LLC");
    }

    [Fact]
    public void Concentus_TheAssembly_HasItsAuthorsKeyAndNoCertificate()
    {
        var assembly = new SignedAssembly(Path.Combine(Folder, "Concentus.dll"));
        var version = FileVersionInfo.GetVersionInfo(Path.Combine(Folder, "Concentus.dll"));

        assembly.PublicKeyToken.ShouldBe("2f7fb9b49ffdfe20");
        assembly.Signer.ShouldBeNull();
        (version.CompanyName, version.ProductName).ShouldBe(("Logan Stromberg", "Concentus"));
    }

    [Fact]
    public async Task DotnetList_OfTheServer_ShowsTheEngine()
    {
        await using var run = ProgramRun.Start(
            "dotnet", ["list", Path.Combine(Checkout.Root, "src/Silo"), "package", "--no-restore", "--format", "json"]);
        (await run.WaitForExitAsync(Patience)).ShouldBe(0, $"{run.Output}\n{run.Errors}");

        using var listed = JsonDocument.Parse(run.Output);
        var packages = listed.RootElement.GetProperty("projects")[0].GetProperty("frameworks")[0].GetProperty("topLevelPackages")
            .EnumerateArray().Select(package => package.GetProperty("id").GetString()!).ToList();

        Engine.ShouldBeSubsetOf(packages);
    }
}
