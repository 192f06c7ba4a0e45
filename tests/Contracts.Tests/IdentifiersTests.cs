namespace AudioRooms.Contracts.Tests;

public sealed class IdentifiersTests
{
    [Fact]
    public void NewId_Twice_IsWellFormedAndDiffers()
    {
        var first = Identifiers.NewId();
        var second = Identifiers.NewId();

        Identifiers.IsWellFormed(first).ShouldBeTrue(first);
        first.ShouldNotBe(second);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdefghjkmnpqr")] // 25
    [InlineData("0123456789abcdefghjkmnpqrst")] // 27
    [InlineData("0123456789ABCDEFGHJKMNPQRS")] // upper case
    [InlineData("../../../../../../../etc/pw")]
    [InlineData("0123456789abcdefghjkmnpqri")] // i is not in Crockford's alphabet
    public void IsWellFormed_AnythingElse_IsFalse(string? text) => Identifiers.IsWellFormed(text).ShouldBeFalse();
}
