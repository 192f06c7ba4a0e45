namespace AudioRooms.Coverage.Tests;

public sealed class CoverageTests
{
    private static readonly string Page = Path.Combine(TestSources.Root, "docs", "coverage.md");
    private readonly IReadOnlyList<CoverageRow> rows = CoverageRow.Read(Path.Combine(TestSources.Root, "docs", "coverage.rows.txt"));
    private readonly IReadOnlyList<ShownRow> claims = TestSources.ReadClaims();

    private static bool Updating => Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1";

    [Fact]
    public void Claims_AllTests_NameRowsThatExist() =>
        claims.Where(claim => rows.All(row => row.Id != claim.Row)).ShouldBeEmpty();

    [Fact]
    public void Rows_Ids_AreDifferent() => rows.Select(row => row.Id).ShouldBeUnique();

    [Fact]
    public void Page_Committed_IsWhatTheTestsSay()
    {
        var expected = CoveragePage.Of(rows, claims);
        if (Updating)
        {
            File.WriteAllText(Page, expected);
        }

        File.ReadAllText(Page).ShouldBe(expected, "Run: UPDATE_LISTS=1 dotnet test tests/Coverage.Tests");
    }

    [Theory]
    [InlineData("[Fact(Skip = \"later\")] [Trait(\"Covers\", \"S1\")] public void Some() { }")]
    [InlineData("[Trait(\"Covers\", \"S1\")] public void Helper() { }")]
    [InlineData("[Fact] [Trait(\"Covers\", Row)] public void Some() { }")]
    public void ClaimsOf_WhatIsNoTestThatRunsOrNotWrittenOut_Fails(string member) =>
        Should.Throw<InvalidDataException>(() => TestSources.ClaimsOf("A.Tests", "a.cs", $"class Some {{ {member} }}").ToList());

    [Fact]
    public void ClaimsOf_ATestWithTwoClaims_GivesBoth()
    {
        const string Source = "class Some { [Theory] [InlineData(1)] [Trait(\"Covers\", \"S1\"), Trait(\"Covers\", \"M2\")] [Trait(\"Speed\", \"slow\")] public void One(int i) { } }";

        TestSources.ClaimsOf("A.Tests", "a.cs", Source)
            .ShouldBe([new ShownRow("S1", "A.Tests", "Some.One"), new ShownRow("M2", "A.Tests", "Some.One")]);
    }
}
