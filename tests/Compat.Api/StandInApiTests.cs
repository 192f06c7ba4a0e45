namespace AudioRooms.Compat.Api;

/// <summary>
/// Holds the stand-ins to the API of the real packages: same names, same shapes, nothing beyond. The real assemblies are those
/// that can be had as files; for a type in one that cannot, <c>elsewhere.txt</c> names it.
/// </summary>
public sealed class StandInApiTests
{
    private static readonly string[] s_standIns =
    [
        "Orleans.StandIn",
        "Orleans.TestingHost",
        "Grpc.Core.Api",
        "Grpc.AspNetCore",
        "Grpc.AspNetCore.HealthChecks",
        "Grpc.AspNetCore.Server.Reflection",
        "Grpc.Net.Client",
        "Concentus",
    ];

    private static readonly Lazy<ApiComparison> s_comparison = new(() => ApiComparison.Compare(StandIns(), Upstream()));

    /// <summary>
    /// Whoever has more of the real assemblies names their folder in the environment variable <c>UPSTREAM_ASSEMBLIES</c>: they are
    /// compared too. The two lists below always speak of the assemblies that the project downloads.
    /// </summary>
    [Fact]
    public void Compare_EveryTypeBothSidesHave_HasNoMismatch()
    {
        string? folder = Environment.GetEnvironmentVariable("UPSTREAM_ASSEMBLIES");

        ApiComparison comparison = folder is null
            ? s_comparison.Value
            : ApiComparison.Compare(StandIns(), Upstream().Concat(Directory.GetFiles(folder, "*.dll").SelectMany(ApiReader.ReadFile)));

        comparison.Mismatches.ShouldBeEmpty(string.Join('\n', comparison.Mismatches));
    }

    [Fact]
    public void Compare_WhatTheStandInsLack_IsExactlyWhatTheListSays()
    {
        if (CommittedList.Updating)
        {
            CommittedList.Write("missing.txt", s_comparison.Value.Missing);
        }

        string[] listed = CommittedList.Read("missing.txt");

        Difference(listed, s_comparison.Value.Missing).ShouldBeEmpty("missing.txt is out of date; run with UPDATE_LISTS=1 and review the change");
    }

    [Fact]
    public void Compare_TypesOfAssembliesNotAtHand_AreListedWithTheirAssembly()
    {
        Dictionary<string, string> listed = CommittedList.Read("elsewhere.txt")
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        if (CommittedList.Updating)
        {
            // A new type is written with an unknown assembly, which the next run refuses until somebody has looked it up.
            listed = s_comparison.Value.Elsewhere.ToDictionary(name => name, name => listed.GetValueOrDefault(name, "?"), StringComparer.Ordinal);
            CommittedList.Write("elsewhere.txt", listed.Select(entry => $"{entry.Value}: {entry.Key}").Order(StringComparer.Ordinal));
        }

        Difference([.. listed.Keys], s_comparison.Value.Elsewhere).ShouldBeEmpty("elsewhere.txt is out of date; name the upstream assembly of each new type");
        HashSet<string> atHand = [.. Upstream().Select(type => type.Assembly), "?"];
        listed.Where(entry => atHand.Contains(entry.Value)).ShouldBeEmpty("these assemblies are at hand and do not have the type, or the assembly is not named");
    }

    private static IEnumerable<ApiType> StandIns() =>
        s_standIns.SelectMany(name => ApiReader.ReadFile(Path.Combine(AppContext.BaseDirectory, name + ".dll")));

    private static IEnumerable<ApiType> Upstream()
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "upstream"), "*.metadata");
        files.Length.ShouldBe(7, "the real assemblies that the project downloads");
        return files.SelectMany(ApiReader.ReadFile);
    }

    private static IEnumerable<string> Difference(IReadOnlyCollection<string> listed, IReadOnlyCollection<string> found) =>
        listed.Except(found).Select(line => "listed, not found: " + line).Concat(found.Except(listed).Select(line => "found, not listed: " + line));
}
