namespace AudioRooms.Documents.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> AllPages => [.. Pages.All];

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Links_OfAPage_LeadToFilesAndHeadingsThatExist(string page)
    {
        var broken = Pages.LinksOf(page)
            .Where(link => !Pages.Exists(link.Path)
                || (link.Heading.Length > 0 && !Pages.AnchorsOf(link.Path).Contains(link.Heading)))
            .ToList();

        broken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/glossary.md")]
    [InlineData("docs/testing.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    public void NamedFiles_OfAPageAboutTheCode_Exist(string page) =>
        Pages.FilesNamedIn(page).Where(path => !Pages.Exists(path)).ShouldBeEmpty();
}
