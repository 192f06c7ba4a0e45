using System.Text;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Tests.Observability;

/// <summary>The braces that the exporter writes after a name without labels.</summary>
public sealed class PlainSamplesTests
{
    private const string Exported =
        """
        # TYPE rooms gauge
        # HELP rooms Rooms{} that are {} open.
        rooms{} 0
        said_total{what="a {} b",who="{}"} 3
        said_total{what="x{} 1"} 4
        size_bytes{} 1.5E+08
        plain 7

        """;

    private const string Shown =
        """
        # TYPE rooms gauge
        # HELP rooms Rooms{} that are {} open.
        rooms 0
        said_total{what="a {} b",who="{}"} 3
        said_total{what="x{} 1"} 4
        size_bytes 1.5E+08
        plain 7

        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task WriteAsync_InPartsOfAnySize_TakesAwayEmptyBracesAfterNamesAlone(int partSize)
    {
        using var shown = new MemoryStream();
        await using var samples = new PlainSamples(shown);

        foreach (var part in Encoding.UTF8.GetBytes(Exported).Chunk(partSize))
        {
            await samples.WriteAsync(part);
        }

        Encoding.UTF8.GetString(shown.ToArray()).ShouldBe(Shown);
    }

    [Fact]
    public void Write_APart_IsPassedOnAsByWriteAsync()
    {
        using var shown = new MemoryStream();
        using var samples = new PlainSamples(shown);

        samples.Write(Encoding.UTF8.GetBytes(Exported));

        Encoding.UTF8.GetString(shown.ToArray()).ShouldBe(Shown);
    }
}
